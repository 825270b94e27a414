"""Verify an exported stream without Greenlane: Python and `cryptography` are enough.

    python standalone_verify.py STREAM [--checkpoints FILE] [--key FILE.pub …]

Ends with 0 when whole, 1 after naming what was found, 2 when it could not look.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FORMATS = ("greenlane-stream-1", "greenlane-stream-2")
UNSEALED = "sha256"  # the `alg` of events from before receipts were sealed
# What the digest of an event covers, in this order, after the digest before it.
COVERED = [
    "unit",
    "seq",
    "name",
    "v",
    "at",
    "recorded_at",
    "actor",
    "command",
    "alg",
    "subjects",
    "canonical",
]
Marks = dict[int, str]  # size of the stream → its Merkle root


class CannotLook(Exception):
    """The files are not what they should be, or a key is missing."""


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Verify an exported stream.")
    parser.add_argument("stream", type=Path)
    parser.add_argument("--checkpoints", type=Path, help="signed checkpoints")
    parser.add_argument("--key", type=Path, action="append", default=[])
    asked = parser.parse_args(argv)
    try:
        with asked.stream.open(encoding="utf-8") as lines:
            head = read_head(next(lines, ""))
            marks, findings = read_marks(asked.checkpoints, asked.key, head["unit"])
            findings += list(walk(head, lines, marks))
    except (CannotLook, OSError, UnicodeDecodeError) as error:
        print(f"cannot look: {error}", file=sys.stderr)
        return 2
    for finding in findings:
        print(f"{head['code']} {finding}")
    if not findings:
        print(f"{head['code']} whole: {head['size']} events")
    return 1 if findings else 0


def read_head(line: str) -> dict[str, Any]:
    """The first line: whose stream, how long, and its last digest."""
    head = _object(line)
    if head.get("format") not in FORMATS or type(head.get("size")) is not int:
        raise CannotLook("this is no exported stream")
    return head


def walk(head: dict[str, Any], lines: Iterator[str], marks: Marks) -> Iterator[str]:
    """The first bad place of the chain; then what is missing at its end."""
    last, size, tree, sealed = "", 0, Tree(), False
    for line in lines:
        event = _object(line)
        if bad := _wrong(event, last, size + 1):
            yield f"{size + 1}: {bad}"
            return
        if event["unit"] != head["unit"]:
            yield f"{size + 1}: other-unit"
            return
        last, size = event["digest"], size + 1
        sealed = sealed or _bears_seal(event)
        if sealed and (bad := _wrong_receipt(event)):
            yield f"{size}: {bad}"
        tree.add(bytes.fromhex(last))
        if size in marks and marks.pop(size) != tree.root():
            yield f"{size}: differs-from-checkpoint"
            return
    if (size, last) != (head["size"], head["digest"]):
        yield f"{size}: head-differs"
    if marks:
        yield f"{size}: tail-cut ({max(marks)} expected)"


def _wrong(event: dict[str, Any], last: str, seq: int) -> str:
    if {*COVERED, "prev", "digest", "rows"} - set(event):
        return "event-unreadable"
    if event["seq"] != seq:
        return "hole"
    if event["prev"] != last:
        return "link-broken"
    parts = [last, *(event[name] for name in COVERED)]
    if _bears_seal(event):
        parts.append(event.get("seal", ""))
    text = "\n".join(map(str, parts))
    if hashlib.sha256(text.encode()).hexdigest() != event["digest"]:
        return "event-changed"
    rows = sorted((f"{kind}:{key}", name) for kind, key, name in event["rows"])
    said = str(event["subjects"]).replace("-", "").split()
    if rows != sorted((each, event["name"]) for each in said):
        return "subjects-changed"
    return ""


def _bears_seal(event: dict[str, Any]) -> bool:
    return event["alg"] != UNSEALED or event.get("seal", "") != ""


def _wrong_receipt(event: dict[str, Any]) -> str:
    """The seal is the digest of the receipt of the command, as the house keeps it."""
    receipt = event.get("receipt")
    if not isinstance(receipt, str):
        return "event-without-receipt"
    if not event.get("seal"):
        return "seal-missing"
    same = hashlib.sha256(receipt.encode()).hexdigest() == event["seal"]
    return "" if same else "receipt-changed"


class Tree:
    """Merkle tree as in RFC 6962, section 2.1, kept as its unpaired full subtrees."""

    def __init__(self) -> None:
        self._full: list[bytes | None] = []

    def add(self, data: bytes) -> None:
        node = hashlib.sha256(b"\x00" + data).digest()
        for height, left in enumerate(self._full):
            if left is None:
                self._full[height] = node
                return
            node, self._full[height] = _inner(left, node), None
        self._full.append(node)

    def root(self) -> str:
        found = None
        for node in self._full:
            if node is not None:
                found = node if found is None else _inner(node, found)
        return (found or hashlib.sha256(b"").digest()).hex()


def _inner(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def read_marks(
    file: Path | None, keys: list[Path], unit: int
) -> tuple[Marks, list[str]]:
    """Signed sizes and roots of this unit; and the lines that cannot be believed."""
    marks: Marks = {}
    bad: list[str] = []
    if file is None:
        return marks, bad
    known = {path.stem: _public(path) for path in keys or file.parent.glob("*.pub")}
    if not known:
        raise CannotLook("no public key: name one with --key")
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        content = _object(line)
        if not _genuine(content, known):
            bad.append(f"checkpoint {number}: signature-wrong")
        elif content["unit"] == unit:
            root = marks.setdefault(content["size"], content["root"])
            if root != content["root"]:
                bad.append(f"{content['size']}: checkpoints-disagree")
    return marks, bad


def _public(path: Path) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(base64.b64decode(path.read_bytes()))


def _genuine(content: dict[str, Any], known: dict[str, Any]) -> bool:
    from cryptography.exceptions import InvalidSignature

    signed = {name: value for name, value in content.items() if name != "signature"}
    text = json.dumps(signed, sort_keys=True, separators=(",", ":")).encode()
    key = known.get(str(content.get("key")))
    if key is None or content.get("alg") != "ed25519":
        return False
    try:
        key.verify(base64.b64decode(str(content.get("signature", ""))), text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


if __name__ == "__main__":
    sys.exit(main())
