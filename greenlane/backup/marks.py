"""The checkpoints that go along: those up to the snapshot, and one made for it."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from greenlane.backup.archive import ERASURES, KEY, MARKS
from greenlane.backup.faults import NotFit
from greenlane.backup.snapshot import Snapshot
from greenlane.core import checkpoint
from greenlane.core.models import Unit

Keys = dict[str, Ed25519PublicKey]


def write(taken: Snapshot, folder: Path, *, at: datetime) -> dict[str, Path]:
    """Checkpoints and public keys, by their names in the archive. No private key."""
    checkpoint.signing_key()  # drawn now, if this house has signed nothing yet
    path = folder / checkpoint.FILE
    with path.open("w", encoding="utf-8") as out:
        for line in _lines(taken, at):
            out.write(json.dumps(line, sort_keys=True) + "\n")
    files = {MARKS: path}
    erasures = checkpoint.folder() / checkpoint.ERASURES
    if erasures.exists():
        files[ERASURES] = Path(shutil.copy(erasures, folder))  # it may grow meanwhile
    for key in keys(checkpoint.folder()):
        files[f"checkpoints/{key}.pub"] = checkpoint.folder() / f"{key}.pub"
    return files


def _lines(taken: Snapshot, at: datetime) -> Iterator[dict[str, Any]]:
    """What was signed of events that came after the snapshot would look cut off."""
    ends = {unit: seq for unit, _code, seq, _digest in taken.heads}
    for line in checkpoint.read(checkpoint.folder() / checkpoint.FILE):
        if "size" not in line or line["size"] <= ends.get(line.get("unit"), 0):
            yield line
    for unit, code, seq, _digest in taken.heads:
        if not seq:
            continue  # of nothing nothing can be signed
        told = checkpoint.statement(Unit(pk=unit, code=code), taken.roots[unit], at)
        yield checkpoint.signed(told)


def keys(folder: Path) -> Keys:
    """The public keys of a folder, each under its true name. Raises NotFit."""
    found: Keys = {}
    for path in sorted(folder.glob("*.pub")):
        if not KEY.fullmatch(f"checkpoints/{path.name}"):
            continue  # a key for something else
        try:
            raw = base64.b64decode(path.read_bytes())
            key = Ed25519PublicKey.from_public_bytes(raw)
        except ValueError:
            raise NotFit("backup-edited", what=path.name) from None
        if checkpoint.key_id(key) != path.stem:
            raise NotFit("backup-edited", what=path.name)
        found[path.stem] = key
    return found
