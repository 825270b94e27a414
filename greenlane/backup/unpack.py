"""A backup becomes a house, where there is none: looked at whole, then put in place.

Everything is unpacked beside the place where it shall stand, and proved there. Only
then is it moved, the database last; what fails on the way takes back what was moved.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from greenlane.backup import archive, manifest, marks, postgres, sealing, sqlite
from greenlane.backup.faults import NotFit
from greenlane.backup.manifest import Manifest
from greenlane.core import blobfolder, checkpoint, guard, queue

_STAGED = ".restore-"


@dataclass(frozen=True)
class Unpacked:
    """A backup that was proved, unpacked in a folder of this machine."""

    folder: Path
    manifest: Manifest
    key: str  # id of the key that signed it


def refuse_full() -> None:
    """Raises NotFit where a house stands already, or part of one."""
    full = []
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if any(each.startswith(("core_", "django_")) for each in tables):
        full.append(str(connection.settings_dict["NAME"]))
    kept = (settings.BLOB_DIR, *_checkpoint_files())
    full += [str(each) for each in kept if _holds(Path(each))]
    if full:
        raise NotFit("not-empty", what=", ".join(full))


def _checkpoint_files() -> Iterator[Path]:
    folder = Path(settings.CHECKPOINT_DIR)
    yield folder / checkpoint.FILE
    yield folder / checkpoint.ERASURES
    yield folder / "signing.key"
    yield from sorted(folder.glob("*.pub"))


def _holds(path: Path) -> bool:
    return path.is_file() or (path.is_dir() and any(path.rglob("*")))


@contextmanager
def opened(
    file: Path, *, secret: sealing.Secret | None, trusted: marks.Keys
) -> Iterator[Unpacked]:
    """The backup, unpacked and proved. `trusted`: public keys that were kept outside.

    Raises NotFit; nothing of the house is touched.
    """
    data = Path(settings.DATA_DIR)
    for left in data.glob(f"{_STAGED}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(dir=data, prefix=_STAGED) as staged:
        folder = Path(staged)
        with file.open("rb") as raw:
            found = archive.unpack(_stream(raw, secret), place=_place(folder))
        content = (folder / archive.MANIFEST).read_bytes()
        own = marks.keys(folder / "checkpoints")
        told = manifest.read(content, keys=trusted or own)
        manifest.compare(told, found)
        _refuse_other(told)
        yield Unpacked(folder, told, manifest.signer(content))


def _stream(raw: Any, secret: sealing.Secret | None) -> Any:
    sealed = raw.read(len(sealing.MAGIC)) == sealing.MAGIC
    raw.seek(0)
    if sealed and secret is None:
        raise NotFit("backup-sealed")
    if not sealed and secret is not None:
        raise NotFit("backup-not-sealed")
    return sealing.Opener(raw, secret) if secret is not None else raw


def _place(folder: Path) -> Any:
    """Photos go where the house will look for them, all else as it is called."""

    def place(name: str) -> Path:
        if blob := archive.BLOB.fullmatch(name):
            return blobfolder.path_for(blob[1], folder=folder / "blobs")
        return folder / name

    return place


def _refuse_other(told: Manifest) -> None:
    if told.database != connection.vendor:
        raise NotFit("backup-other-database", what=told.database)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(told.migrations) - known):
        raise NotFit("backup-newer", what=f"{told.version}, {newer[0]}")


def put_in_place(unpacked: Unpacked) -> None:
    """All of it, or nothing. Afterwards the tables are as this version has them."""
    put = _put_sqlite if connection.vendor == "sqlite" else _put_postgres
    moved: list[Path] = []
    try:
        with queue.turn():  # nobody builds a house here meanwhile
            refuse_full()
            for source, target in _moves(unpacked.folder):
                _move(source, target, moved)
            put(unpacked, moved)
    except BaseException:
        connection.close()
        for each in reversed(moved):
            shutil.rmtree(each) if each.is_dir() else each.unlink(missing_ok=True)
        raise


def _moves(folder: Path) -> Iterator[tuple[Path, Path]]:
    place = Path(settings.CHECKPOINT_DIR)
    place.mkdir(parents=True, exist_ok=True)
    for each in sorted((folder / "checkpoints").iterdir()):
        yield each, place / each.name
    if (folder / "blobs").exists():
        yield folder / "blobs", Path(settings.BLOB_DIR)


def _move(source: Path, target: Path, moved: list[Path]) -> None:
    """Onto the disk first, then by name. An empty folder of that name may be there."""
    _sync(source, *source.rglob("*"))
    if target.is_dir():
        shutil.rmtree(target)
    moved.append(target)
    shutil.move(source, target)
    _sync(target, *target.rglob("*"), target.parent)  # it may be another disk


def _sync(*paths: Path) -> None:
    for each in paths:
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _put_sqlite(unpacked: Unpacked, moved: list[Path]) -> None:
    """The copy takes the place of the empty file that looking for one has made."""
    source = unpacked.folder / archive.DATABASE
    if sqlite.look_over(source) != (unpacked.manifest.migrations, _heads(unpacked)):
        raise NotFit("backup-edited", what=archive.DATABASE)
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    for tail in ("", "-wal", "-shm"):
        target.with_name(target.name + tail).unlink(missing_ok=True)
        moved.append(target.with_name(target.name + tail))
    _move(source, target, moved)
    _bring_up_to_date()


def _put_postgres(unpacked: Unpacked, moved: list[Path]) -> None:
    told = unpacked.manifest
    applied = {(app, name) for app, _dot, name in _split(told.migrations)}
    with guard.lifted(), transaction.atomic():
        folder = unpacked.folder / "tables"
        if postgres.load(told.tables, folder, applied=applied) != _heads(unpacked):
            raise NotFit("backup-edited", what="core_head")
        _bring_up_to_date()
        postgres.count_on()


def _bring_up_to_date() -> None:
    from django.core.management import call_command

    with guard.lifted():
        call_command("migrate", verbosity=0, interactive=False)


def _split(migrations: list[str]) -> list[tuple[str, str, str]]:
    return [each.partition(".") for each in migrations]


def _heads(unpacked: Unpacked) -> list[list[Any]]:
    return unpacked.manifest.heads
