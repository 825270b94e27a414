"""What lies in a backup, signed: version, migrations, where each stream ends, files."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from greenlane.backup.archive import BLOB, DATABASE, MANIFEST, MARKS, TABLE, Entry
from greenlane.backup.faults import NotFit
from greenlane.core import checkpoint

FORMAT = "greenlane-backup-1"


@dataclass(frozen=True)
class Manifest:
    """`heads` are [unit key, code, number, digest], as the snapshot has them."""

    version: str
    database: str  # sqlite or postgresql
    made_at: str  # ISO 8601, UTC
    migrations: list[str]
    heads: list[list[Any]]
    files: dict[str, Entry]
    tables: dict[str, list[str]] = field(default_factory=dict)  # name → its columns
    missing_blobs: list[str] = field(default_factory=list)
    format: str = FORMAT

    def signed(self) -> bytes:
        """As it is written: one JSON object with the signature of this house."""
        text = json.dumps(checkpoint.signed(asdict(self)), sort_keys=True, indent=1)
        return text.encode()


def read(content: bytes, *, keys: dict[str, Ed25519PublicKey]) -> Manifest:
    """Raises NotFit: backup-newer, backup-edited, backup-signature-wrong."""
    try:
        told = json.loads(content)
        form = str(told["format"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotFit("backup-edited", what=MANIFEST) from None
    if form != FORMAT:
        raise NotFit("backup-newer", what=form[:60])
    if not checkpoint.is_genuine(told, keys):
        raise NotFit("backup-signature-wrong", key=str(told.get("key"))[:16])
    try:
        return Manifest(**{each.name: told[each.name] for each in fields(Manifest)})
    except KeyError:
        raise NotFit("backup-edited", what=MANIFEST) from None


def signer(content: bytes) -> str:
    return str(json.loads(content)["key"])


def compare(manifest: Manifest, found: dict[str, Entry]) -> None:
    """Every file is the one that was told, and none is there besides."""
    for name in sorted(found.keys() | manifest.files.keys()):
        if name == MANIFEST:
            continue
        told = manifest.files.get(name)
        if found.get(name) != told:
            raise NotFit("backup-edited", what=name)
        blob = BLOB.fullmatch(name)
        if told and blob and told["sha256"] != blob[1]:
            raise NotFit("backup-edited", what=name)
    tables = {each[1] for name in found if (each := TABLE.fullmatch(name))}
    wanted = {"sqlite": (True, set()), "postgresql": (False, set(manifest.tables))}
    whole = wanted.get(manifest.database) == (DATABASE in found, tables)
    if not whole or MARKS not in found:
        raise NotFit("backup-edited", what=MANIFEST)
