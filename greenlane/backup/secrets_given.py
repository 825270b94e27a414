"""The passphrase or key that seals a backup, from a file; and a new pair of keys."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)

from greenlane.backup.faults import NotFit

SHORTEST, LARGEST = 12, 65536
_PEM = b"-----BEGIN "


def to_seal(file: Path) -> bytes | X25519PublicKey:
    """What a backup is sealed with: a public key in PEM, else a passphrase."""
    content = _content(file)
    if content.startswith(_PEM + b"PUBLIC KEY-----"):
        try:
            key = serialization.load_pem_public_key(content)
        except (ValueError, UnsupportedAlgorithm):
            raise NotFit("key-unreadable", file=file) from None
        if isinstance(key, X25519PublicKey):
            return key
    return _passphrase(content, file)


def to_open(file: Path) -> bytes | X25519PrivateKey:
    """What opens it: a private key in PEM, else a passphrase."""
    content = _content(file)
    if content.startswith(_PEM + b"PRIVATE KEY-----"):
        _refuse_open(file)
        try:
            key = serialization.load_pem_private_key(content, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise NotFit("key-unreadable", file=file) from None
        if isinstance(key, X25519PrivateKey):
            return key
    return _passphrase(content, file)


def draw(file: Path) -> Path:
    """A new private key in this file, for its owner alone; gives the public one's."""
    key, public = X25519PrivateKey.generate(), file.with_name(file.name + ".pub")
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    told = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    for path, content, mode in ((file, secret, 0o600), (public, told, 0o644)):
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        except FileExistsError:
            raise NotFit("file-there", file=path) from None
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    return public


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as open_file:
            return open_file.read(LARGEST)
    except OSError as error:
        raise NotFit("key-unreadable", file=f"{file}: {error.strerror}") from None


def _passphrase(content: bytes, file: Path) -> bytes:
    if content.startswith(_PEM):  # a key of another kind, or the wrong half
        raise NotFit("key-unreadable", file=file)
    _refuse_open(file)
    passphrase = content.rstrip(b"\r\n")
    if len(passphrase) < SHORTEST:
        raise NotFit("passphrase-short", least=SHORTEST)
    return passphrase


def _refuse_open(file: Path) -> None:
    if os.name != "nt" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise NotFit("key-open-to-others", file=file)
