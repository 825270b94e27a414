"""A stream is sealed for who knows the passphrase, or holds the private key.

The format, `greenlane-sealed-1`, is written down in docs/run/backup.md: a line that
names it, a line of JSON that says how the key is found, a line that proves the key,
then pieces of at most 64 KiB, each sealed with AES-256-GCM under its own number. The
last piece is marked: a file that was cut is not taken for a whole one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Callable
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from greenlane.backup.faults import NotFit

MAGIC = b"greenlane-sealed-1\n"
PIECE, TAG, LONGEST_LINE = 65536, 16, 4096
COST, MOST_COST = 2**17, 2**18  # of scrypt: 128 MiB and half a second at 2**17
AEAD, BY_PASSPHRASE, BY_KEY = "aes-256-gcm", "scrypt", "x25519"
Secret = bytes | X25519PrivateKey
Header = dict[str, Any]


class Sealer:
    """Takes what is written, seals it piece by piece; `finish` marks the last one."""

    def __init__(self, out: BinaryIO, key: bytes | X25519PublicKey) -> None:
        header, root = _drawn(key)
        line = json.dumps(header, sort_keys=True).encode() + b"\n"
        sealing, proving = _keys(root, line)
        self._out, self._aead = out, AESGCM(sealing)
        self._number, self._held = 0, bytearray()
        out.write(MAGIC + line + _proof(proving, line))

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) > PIECE:
            self._seal(bytes(self._held[:PIECE]), last=0)
            del self._held[:PIECE]
        return len(data)

    def finish(self) -> None:
        self._seal(bytes(self._held), last=1)

    def _seal(self, piece: bytes, *, last: int) -> None:
        self._out.write(self._aead.encrypt(_nonce(self._number, last), piece, None))
        self._number += 1


class Opener:
    """Reads a sealed file. Raises NotFit: nothing unproved is ever given out."""

    def __init__(self, file: BinaryIO, secret: Secret) -> None:
        if file.read(len(MAGIC)) != MAGIC:
            raise NotFit("backup-not-sealed")
        line = file.readline(LONGEST_LINE)
        sealing, proving = _keys(_found(_header(line), secret), line)
        if not hmac.compare_digest(file.readline(LONGEST_LINE), _proof(proving, line)):
            raise NotFit("backup-key-wrong")
        self._file, self._aead = file, AESGCM(sealing)
        self._number, self._held, self._next = 0, bytearray(), b""
        self._ended = False
        self._next = file.read(PIECE + TAG)

    def read(self, size: int) -> bytes:
        while len(self._held) < size and not self._ended:
            self._open()
        given = bytes(self._held[:size])
        del self._held[:size]
        return given

    def _open(self) -> None:
        piece, self._next = self._next, self._file.read(PIECE + TAG)
        last = not self._next
        try:
            plain = self._aead.decrypt(_nonce(self._number, int(last)), piece, None)
        except InvalidTag:
            # The last piece there is, and it is not the last one that was made?
            code = "backup-truncated" if last else "backup-edited"
            raise NotFit(code) from None
        self._held += plain
        self._number += 1
        self._ended = last


def _drawn(key: bytes | X25519PublicKey) -> tuple[Header, bytes]:
    """How the key will be found again, and what it is made from."""
    header: Header = {"aead": AEAD, "piece": PIECE}
    if isinstance(key, bytes):
        salt = os.urandom(16)
        header |= {"kdf": BY_PASSPHRASE, "n": COST, "r": 8, "p": 1, "salt": salt.hex()}
        return header, _scrypt(key, salt, COST)
    once = X25519PrivateKey.generate()
    mine, theirs = once.public_key().public_bytes_raw(), key.public_bytes_raw()
    header |= {"kdf": BY_KEY, "once": mine.hex(), "to": theirs.hex()}
    return header, once.exchange(key)


def _header(line: bytes) -> Header:
    try:
        header = json.loads(line)
        known = header["aead"] == AEAD and header["piece"] == PIECE
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotFit("backup-edited") from None
    if not known:
        raise NotFit("backup-newer", what="sealed in another way")
    return dict(header)


def _found(header: Header, secret: Secret) -> bytes:
    ways: dict[str, Callable[[], bytes]] = {
        BY_PASSPHRASE: lambda: _by_passphrase(header, secret),
        BY_KEY: lambda: _by_key(header, secret),
    }
    way = ways.get(str(header.get("kdf")))
    if way is None:
        raise NotFit("backup-newer", what="sealed in another way")
    try:
        return way()
    except (KeyError, TypeError, ValueError):
        raise NotFit("backup-edited") from None


def _by_passphrase(header: Header, secret: Secret) -> bytes:
    if not isinstance(secret, bytes):
        raise NotFit("backup-wants-passphrase")
    cost = int(header["n"])
    if not 2 <= cost <= MOST_COST or (header["r"], header["p"]) != (8, 1):
        raise NotFit("backup-edited")
    return _scrypt(secret, bytes.fromhex(header["salt"]), cost)


def _by_key(header: Header, secret: Secret) -> bytes:
    if isinstance(secret, bytes):
        raise NotFit("backup-wants-key", key=str(header["to"])[:16])
    once = X25519PublicKey.from_public_bytes(bytes.fromhex(header["once"]))
    return secret.exchange(once)


def _scrypt(passphrase: bytes, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase)


def _keys(root: bytes, line: bytes) -> tuple[bytes, bytes]:
    """One key that seals and one that proves, bound to every letter of the header."""
    salt = hashlib.sha256(MAGIC + line).digest()
    made = HKDF(hashes.SHA256(), length=64, salt=salt, info=MAGIC).derive(root)
    return made[:32], made[32:]


def _proof(key: bytes, line: bytes) -> bytes:
    return hmac.new(key, MAGIC + line, hashlib.sha256).hexdigest().encode() + b"\n"


def _nonce(number: int, last: int) -> bytes:
    # The key is used for one file alone, so counting from nought repeats no nonce.
    return number.to_bytes(11, "big") + bytes([last])
