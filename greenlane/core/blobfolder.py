"""Photos and files in a folder, each under the hash of its bytes: written once, whole.

The original name is only data; nothing from outside ever becomes part of a path.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from greenlane.core.refusals import FieldError, NotFound, TooLarge
from greenlane.core.sniff import HEAD, BadBlob, refuse_bomb, sniff

MAX_PIXELS = 256_000_000  # more than any phone's camera; a bomb has ten times that
_CHUNK = 65536
_HASH = re.compile(r"[0-9a-f]{64}")
_INCOMING = "incoming"


@dataclass(frozen=True)
class Stored:
    """A file as it was kept: SHA-256 in hex, size in bytes, media type by its bytes."""

    hash: str
    size: int
    type: str


class Source(Protocol):
    """Where bytes come from: a file, or a request that is still coming in."""

    def read(self, size: int, /) -> bytes: ...


def put(
    stream: Source, *, folder: Path, max_bytes: int, max_pixels: int = MAX_PIXELS
) -> Stored:
    """Keep what the stream holds. The same bytes twice are one file.

    Raises TooLarge (blob-too-large) without reading on, BadBlob for what `sniff` or
    the picture's size forbids, OSError when the disk is full; nothing is left then.
    """
    incoming = folder / _INCOMING
    incoming.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=incoming)
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            stored = _copy(stream, file, max_bytes=max_bytes)
            refuse_bomb(file, stored.type, max_pixels=max_pixels)
            os.fsync(file.fileno())
        _settle(part, path_for(stored.hash, folder=folder), size=stored.size)
    finally:
        part.unlink(missing_ok=True)
    return stored


def path_for(blob: str, *, folder: Path) -> Path:
    """Where a blob of this hash lies, whether it is there or not. Raises BadBlob."""
    if not isinstance(blob, str) or not _HASH.fullmatch(blob):
        raise BadBlob("blob-hash-wrong")
    return folder / blob[:2] / blob[2:4] / blob


def open_blob(blob: str, *, folder: Path) -> BinaryIO:
    """The bytes, for the caller to close. Raises BadBlob or NotFound."""
    try:
        return path_for(blob, folder=folder).open("rb")
    except FileNotFoundError:
        raise NotFound("blob") from None


def _copy(stream: Source, file: BinaryIO, *, max_bytes: int) -> Stored:
    digest, size, head, media_type = hashlib.sha256(), 0, b"", ""
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise TooLarge(
                [FieldError("file", "blob-too-large")], code="blob-too-large"
            )
        if not media_type:
            head += chunk
            if len(head) >= HEAD:
                media_type = sniff(head[:HEAD])
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    return Stored(digest.hexdigest(), size, media_type or sniff(head))


def _settle(part: Path, place: Path, *, size: int) -> None:
    """Move the whole file to its place; a power cut leaves all of it or none."""
    try:
        if place.stat().st_size == size:
            return
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
    os.replace(part, place)
    _sync(place.parent)
    _sync(place.parent.parent)
    _sync(place.parent.parent.parent)


def _sync(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
