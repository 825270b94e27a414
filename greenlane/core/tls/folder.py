"""Where the house keeps its CA and its certificate: `tls` in the data folder.

A file appears whole or not at all. Keys are for this account alone.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from greenlane.core.tls.authority import Keyed
from greenlane.core.tls.faults import TlsFault
from greenlane.core.tls.pair import certificate_in

CA, CA_KEY, CERT, KEY = "ca.crt", "ca.key", "server.crt", "server.key"


def path(name: str) -> Path:
    return Path(settings.DATA_DIR) / "tls" / name


def ca() -> x509.Certificate | None:
    """The certificate of the own CA, if there is one. Raises TlsFault."""
    return certificate_in(path(CA)) if path(CA).exists() else None


def ca_with_key() -> Keyed:
    """Raises TlsFault: `ca-key-away` where the key was carried off, and others."""
    certificate = certificate_in(path(CA))
    file = path(CA_KEY)
    if not file.exists():
        raise TlsFault("ca-key-away", file=file)
    if is_open(file):
        raise TlsFault("tls-key-open", file=file)
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except OSError as error:
        raise TlsFault(
            "tls-file-unreadable", file=file, why=error.strerror or ""
        ) from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise TlsFault("tls-key-unreadable", file=file) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TlsFault("tls-key-unreadable", file=file)
    if key.public_key() != certificate.public_key():
        raise TlsFault("tls-pair-wrong", file=path(CA), key=file)
    return Keyed(certificate, key)


def keep(keyed: Keyed, *, cert: str, key: str) -> None:
    """Both files, the key first: a crash in between is a pair that is refused."""
    secret = keyed.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write(path(key), secret, mode=0o600)
    _write(path(cert), keyed.certificate.public_bytes(Encoding.PEM), mode=0o644)


def is_open(file: Path) -> bool:
    """Whether anybody but this account may come at the file."""
    return os.name != "nt" and bool(stat.S_IMODE(file.stat().st_mode) & 0o077)


def _write(file: Path, content: bytes, *, mode: int) -> None:
    file.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(prefix=".draft-", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).chmod(mode)
        os.replace(draft, file)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
