"""Signed checkpoints: how long each stream is and what its root is, kept outside.

A chain alone does not notice that its newest events were cut off, or that it was
recomputed. A statement signed and carried away does.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.conf import settings

from greenlane.core import clock
from greenlane.core.follow import Reader
from greenlane.core.merkle import Frontier
from greenlane.core.models import Cursor, Event, Head, Unit

ALG = "ed25519"
READER = "checkpoint"
EVERY_SECONDS, EVERY_EVENTS = 60, 1000
SIGNING_SECONDS = 5  # a cursor moves after its checkpoint was written
FILE = "checkpoints.jsonl"
ERASURES = "erasures.jsonl"  # keys of rows that were erased, signed as well


def folder() -> Path:
    path = Path(settings.CHECKPOINT_DIR)
    path.mkdir(parents=True, exist_ok=True)
    return path


def signing_key() -> Ed25519PrivateKey:
    """The key of this installation: made once, outside the database, mode 0600."""
    path = folder() / "signing.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_bytes()))
    key = Ed25519PrivateKey.generate()
    with os.fdopen(handle, "wb") as out:
        out.write(base64.b64encode(key.private_bytes_raw()))
        out.flush()
        os.fsync(out.fileno())
    public = base64.b64encode(key.public_key().public_bytes_raw())
    (folder() / f"{key_id(key.public_key())}.pub").write_bytes(public)
    return key


def key_id(key: Ed25519PublicKey) -> str:
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return raw.hex()[:16]


def public_keys() -> dict[str, Ed25519PublicKey]:
    """Every key that ever signed here: checkpoints of a retired key still verify."""
    found = {}
    for path in folder().glob("*.pub"):
        raw = base64.b64decode(path.read_bytes())
        found[path.stem] = Ed25519PublicKey.from_public_bytes(raw)
    return found


def statement(unit: Unit, frontier: Frontier, at: datetime) -> dict[str, Any]:
    return {
        "unit": unit.pk,
        "code": unit.code,
        "size": frontier.size,
        "root": frontier.root(),
        "at": at.isoformat(),
    }


def signed(content: dict[str, Any]) -> dict[str, Any]:
    """The statement with key id, algorithm and signature."""
    key = signing_key()
    full = {**content, "alg": ALG, "key": key_id(key.public_key())}
    signature = key.sign(_bytes(full))
    return {**full, "signature": base64.b64encode(signature).decode()}


def is_genuine(line: dict[str, Any], keys: dict[str, Ed25519PublicKey]) -> bool:
    """Whether one of the known keys signed exactly this."""
    content = {name: value for name, value in line.items() if name != "signature"}
    key = keys.get(str(line.get("key")))
    if key is None or line.get("alg") != ALG:
        return False
    try:
        key.verify(base64.b64decode(str(line.get("signature", ""))), _bytes(content))
    except (InvalidSignature, ValueError):
        return False
    return True


def _bytes(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def write(lines: Sequence[dict[str, Any]], *, name: str = FILE) -> None:
    """Append, flush and sync: a checkpoint that is not on the disk is none."""
    with (folder() / name).open("a", encoding="utf-8") as out:
        for line in lines:
            out.write(json.dumps(line, sort_keys=True) + "\n")
        out.flush()
        os.fsync(out.fileno())


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The statements of a file; a torn last line is left out.

    A whole line that is no statement comes as an empty one: nobody signed that.
    """
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.endswith("\n") and line.strip():
                yield _statement(line)


def _statement(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


class Keeper:
    """Keeps a frontier per unit; writes a checkpoint every minute or 1,000 events."""

    def __init__(self) -> None:
        self._frontiers: dict[int, Frontier] = {}
        self._written: dict[int, tuple[int, datetime]] = {}

    def take(self, unit: Unit, events: Sequence[Event]) -> None:
        frontier = self._frontiers.get(unit.pk)
        if frontier is None:
            frontier = self._frontiers[unit.pk] = Frontier()
        first = events[0].seq if events else frontier.size + 1
        if not events and not frontier.size:
            # Begun anew after a stop: what was read before may not be signed yet.
            first = unit_size(unit) + 1
        if first > frontier.size + 1:
            self._catch_up(unit, frontier, first - 1)
        for event in events:
            if event.seq == frontier.size + 1:
                frontier.add(bytes.fromhex(event.digest))
        self._maybe_write(unit, frontier)

    def _catch_up(self, unit: Unit, frontier: Frontier, upto: int) -> None:
        rows = Event.objects.filter(unit=unit, seq__gt=frontier.size, seq__lte=upto)
        digests = rows.order_by("seq").values_list("digest", flat=True)
        for digest in digests.iterator(chunk_size=5000):
            frontier.add(bytes.fromhex(digest))

    def _maybe_write(self, unit: Unit, frontier: Frontier) -> None:
        size, at = self._written.get(unit.pk, (0, None))
        now = clock.wall()
        if frontier.size == size:
            return
        due = at is None or (now - at).total_seconds() >= EVERY_SECONDS
        if due or frontier.size - size >= EVERY_EVENTS:
            write([signed(statement(unit, frontier, now))])
            self._written[unit.pk] = (frontier.size, now)


def unit_size(unit: Unit) -> int:
    return Head.objects.filter(unit=unit).values_list("seq", flat=True).first() or 0


def reader() -> Reader:
    """The checkpoint keeper as a reader of the journal."""
    return Reader(READER, Keeper().take, also_idle=True)


def age() -> float | None:
    """Seconds since the newest checkpoint was written; None when there is none."""
    path = folder() / FILE
    if not path.exists():
        return None
    return clock.wall().timestamp() - path.stat().st_mtime


def late() -> bool:
    """Whether something told is unsigned for too long; a quiet night is not late."""
    limit = clock.wall() - 3 * timedelta(seconds=EVERY_SECONDS)
    path = folder() / FILE
    signed_at = path.stat().st_mtime if path.exists() else 0.0
    cursors = {c.unit_id: c for c in Cursor.objects.filter(reader=READER)}
    for head in Head.objects.filter(seq__gt=0):
        cursor = cursors.get(head.unit_id)
        if cursor is None or cursor.moved_at is None:
            return True
        unread = cursor.seq < head.seq
        if unread and (cursor.held_until is None or cursor.held_until < limit):
            return True  # nobody has read on for long
        signed = signed_at + SIGNING_SECONDS > cursor.moved_at.timestamp()
        if not signed and cursor.moved_at < limit:
            return True  # read, and never signed
    return False
