"""The house is packed while it serves: snapshot, photos, checkpoints, manifest, name.

The snapshot comes first, the photos after it: these are named by their bytes and stored
before a row names them, so whatever the snapshot names is there already.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.conf import settings
from django.db import connection

import greenlane
from greenlane.backup import marks, postgres, sqlite
from greenlane.backup.archive import Packer
from greenlane.backup.faults import NotFit
from greenlane.backup.manifest import Manifest
from greenlane.backup.sealing import Sealer
from greenlane.backup.snapshot import Snapshot
from greenlane.core import blobfolder, clock, last_backup

STEM, SEALED = "greenlane-", ".sealed"
_STAGED = ".backup-"


@dataclass(frozen=True)
class Packed:
    """A backup that lies whole on the disk. `damaged` are photos it could not keep."""

    file: Path
    size: int
    sha256: str
    manifest: Manifest

    @property
    def damaged(self) -> list[str]:
        return self.manifest.missing_blobs


def pack(folder: Path, *, key: bytes | X25519PublicKey | None = None) -> Packed:
    """One new file in the folder. Raises NotFit, and OSError when a disk is full."""
    folder.mkdir(parents=True, exist_ok=True)
    at = clock.wall()
    name = f"{STEM}{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar{SEALED if key else ''}"
    if (folder / name).exists():
        raise NotFit("file-there", file=folder / name)
    with _alone() as staged, _named_at_the_end(folder / name) as out:
        hashed = _HashedOut(out)
        takes = sqlite.take if connection.vendor == "sqlite" else postgres.take
        manifest = _fill(hashed, takes(staged), staged, at=at, key=key)
    size = (folder / name).stat().st_size
    packed = Packed(folder / name, size, hashed.digest.hexdigest(), manifest)
    told = {"file": str(packed.file), "size": size, "sha256": packed.sha256}
    last_backup.note({**told, "encrypted": key is not None})
    return packed


def _fill(
    out: _HashedOut, taken: Snapshot, staged: Path, *, at: datetime, key: Any
) -> Manifest:
    """Write the members; those of the snapshot are removed as soon as they are in."""
    sealer = Sealer(out, key) if key else None  # type: ignore[arg-type]
    packer = Packer(sealer or out)
    for name, path in taken.files.items():
        packer.add(name, path)
        path.unlink()
    missing = [each for each in taken.blobs if not _add_blob(packer, each)]
    for name, path in marks.write(taken, staged, at=at).items():
        packer.add(name, path)
    manifest = Manifest(
        version=greenlane.__version__,
        database=connection.vendor,
        made_at=at.isoformat(),
        migrations=taken.migrations,
        heads=taken.heads,
        files=dict(packer.files),
        tables=taken.tables,
        missing_blobs=missing,
    )
    packer.finish(manifest.signed())
    if sealer:
        sealer.finish()
    return manifest


def _add_blob(packer: Packer, blob: str) -> bool:
    """Whether the bytes are there and are the ones that the name says."""
    try:
        content = blobfolder.path_for(blob, folder=settings.BLOB_DIR).read_bytes()
    except OSError:
        return False
    if hashlib.sha256(content).hexdigest() != blob:
        return False
    packer.add_bytes(f"blobs/{blob}", content)
    return True


def remove_old(folder: Path, *, keep: int) -> list[str]:
    """Of our own files in this folder only the newest stay. Gives what was removed."""
    patterns = (f"{STEM}*Z.tar", f"{STEM}*Z.tar{SEALED}")
    ours = [each for pattern in patterns for each in folder.glob(pattern)]
    old = sorted(ours, key=lambda each: each.name)[:-keep]
    for each in old:
        each.unlink()
    return [each.name for each in old]


@contextmanager
def _alone() -> Iterator[Path]:
    """A folder of our own, plain text inside: where the database itself lies too."""
    data = Path(settings.DATA_DIR)
    with (data / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotFit("backup-running") from None
        for left in data.glob(f"{_STAGED}*"):  # by one that was killed
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(dir=data, prefix=_STAGED) as staged:
            yield Path(staged)


@contextmanager
def _named_at_the_end(final: Path) -> Iterator[BinaryIO]:
    """The file gets its name when all of it is on the disk; nothing is written over."""
    handle, draft = tempfile.mkstemp(dir=final.parent, prefix=f".{STEM}")
    part = Path(draft)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        _name(part, final)
    finally:
        part.unlink(missing_ok=True)
    _sync(final.parent)


def _name(part: Path, final: Path) -> None:
    try:
        os.link(part, final)
    except FileExistsError:
        raise NotFit("file-there", file=final) from None
    except OSError:  # a stick or share that knows no second names
        if final.exists():
            raise NotFit("file-there", file=final) from None
        part.rename(final)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _HashedOut:
    """The digest of the whole file, for who carries it away."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self.digest = out, hashlib.sha256()

    def write(self, data: bytes) -> int:
        if self._out.closed:  # given up: a tar file that is thrown away says goodbye
            return len(data)
        self.digest.update(data)
        return self._out.write(data)
