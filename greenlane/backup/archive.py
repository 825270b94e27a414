"""The tar file: what may lie in it, and how it is written and read in one go.

Names are a short list of patterns. Whatever else a tar file can hold (folders, links,
paths that climb, a name twice) is refused before a byte of it is written anywhere.
"""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from greenlane.backup.faults import NotFit

MANIFEST, DATABASE = "manifest.json", "database.sqlite3"
MARKS = "checkpoints/checkpoints.jsonl"
ERASURES = "checkpoints/erasures.jsonl"
BLOB = re.compile(r"blobs/([0-9a-f]{64})")
TABLE = re.compile(r"tables/([a-z][a-z0-9_]{0,62})\.copy")
KEY = re.compile(r"checkpoints/([0-9a-f]{16})\.pub")
LARGEST_MANIFEST = 256 * 1024 * 1024
_BLOCK = 1024 * 1024
Entry = dict[str, Any]  # size in bytes, sha256 in hex


def may_be_called(name: str) -> bool:
    patterns = (BLOB, TABLE, KEY)
    known = name in {MANIFEST, DATABASE, MARKS, ERASURES}
    return known or any(each.fullmatch(name) for each in patterns)


class Packer:
    """Writes members one after the other and remembers size and digest of each."""

    def __init__(self, out: Any) -> None:
        self._tar = tarfile.open(  # noqa: SIM115
            fileobj=out, mode="w|", format=tarfile.PAX_FORMAT, bufsize=_BLOCK
        )
        self.files: dict[str, Entry] = {}

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self._put(name, file, path.stat().st_size)

    def add_bytes(self, name: str, content: bytes) -> None:
        self._put(name, io.BytesIO(content), len(content))

    def finish(self, manifest: bytes) -> None:
        """The manifest comes last: without it the file is no backup."""
        self._put(MANIFEST, io.BytesIO(manifest), len(manifest))
        self._tar.close()

    def _put(self, name: str, file: IO[bytes], size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        hashed = _Hashed(file)
        self._tar.addfile(info, hashed)
        self.files[name] = {"size": size, "sha256": hashed.digest.hexdigest()}


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self.digest.update(block)
        return block


def unpack(stream: Any, *, place: Callable[[str], Path]) -> dict[str, Entry]:
    """Write every member to where `place` says. Gives size and digest of each.

    Raises NotFit: backup-truncated, backup-edited, backup-foreign-member.
    """
    found: dict[str, Entry] = {}
    try:
        with tarfile.open(fileobj=stream, mode="r|", bufsize=_BLOCK) as tar:
            for member in tar:
                if MANIFEST in found:
                    raise NotFit("backup-edited", what=member.name[:80])
                _refuse_foreign(member, found)
                found[member.name] = _take(tar, member, place(member.name))
        _drain(stream)
    except tarfile.ReadError as error:
        cut = "unexpected end" in str(error) or "truncated" in str(error)
        code = "backup-truncated" if cut or found else "backup-unreadable"
        raise NotFit(code) from None
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise NotFit("backup-edited", what=str(error)[:80]) from None
    if MANIFEST not in found:
        raise NotFit("backup-truncated")
    return found


def _refuse_foreign(member: tarfile.TarInfo, found: dict[str, Entry]) -> None:
    plain = member.type in {tarfile.REGTYPE, tarfile.AREGTYPE}
    if not plain or not may_be_called(member.name) or member.name in found:
        raise NotFit("backup-foreign-member", what=repr(member.name)[:120])
    if member.name == MANIFEST and member.size > LARGEST_MANIFEST:
        raise NotFit("backup-edited", what=MANIFEST)


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> Entry:
    path.parent.mkdir(parents=True, exist_ok=True)
    file, digest, size = tar.extractfile(member), hashlib.sha256(), 0
    assert file is not None, "only plain files come here"
    with path.open("xb") as out:
        for block in _blocks(file):
            digest.update(block)
            size += len(block)
            out.write(block)
    if size != member.size:
        raise NotFit("backup-truncated")
    return {"size": size, "sha256": digest.hexdigest()}


def _drain(stream: Any) -> None:
    """Read to the end: a sealed file proves its last piece only there."""
    for _block in _blocks(stream):
        pass


def _blocks(file: Any) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block
