"""A certificate and its key, looked at before anything is served with them."""

from __future__ import annotations

import os
import ssl
import stat
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from greenlane.core.tls import names
from greenlane.core.tls.faults import TlsFault

SOON = timedelta(days=30)
LARGEST = 256 * 1024
# Readable by everybody on the machine is too much; a group, such as that of a web
# server, may be meant.
OTHERS = 0o007


@dataclass(frozen=True)
class Pair:
    """Files that belong together, are valid now, and are not open to everybody."""

    cert: Path
    key: Path
    certificate: x509.Certificate

    @property
    def hosts(self) -> names.Hosts:
        return names.of(self.certificate)

    @property
    def ends_at(self) -> datetime:
        return self.certificate.not_valid_after_utc

    def ends_soon(self, now: datetime) -> bool:
        return self.ends_at - now < SOON


def read(cert: Path, key: Path, *, now: datetime) -> Pair:
    """The pair, if it can be served with at this time.

    Raises TlsFault: `tls-file-unreadable`, `tls-cert-unreadable`, `tls-key-open`,
    `tls-key-unreadable`, `tls-pair-wrong`, `tls-not-yet`, `tls-expired`, `tls-unfit`.
    """
    certificate = certificate_in(cert)
    content = _content(key)
    if _mode(key) & OTHERS:
        raise TlsFault("tls-key-open", file=key)
    try:
        public = load_pem_private_key(content, password=None).public_key()
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise TlsFault("tls-key-unreadable", file=key) from None
    form = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if public.public_bytes(*form) != certificate.public_key().public_bytes(*form):
        raise TlsFault("tls-pair-wrong", file=cert, key=key)
    _refuse_out_of_time(certificate, cert, now=now)
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key)
    except (ssl.SSLError, OSError) as error:
        raise TlsFault("tls-unfit", file=cert, why=str(error)) from None
    return Pair(cert, key, certificate)


def certificate_in(file: Path) -> x509.Certificate:
    """The first certificate of a PEM file. Raises TlsFault."""
    content = _content(file)
    try:
        return x509.load_pem_x509_certificate(content)
    except (ValueError, UnsupportedAlgorithm):
        raise TlsFault("tls-cert-unreadable", file=file) from None


def _refuse_out_of_time(
    certificate: x509.Certificate, file: Path, *, now: datetime
) -> None:
    if certificate.not_valid_before_utc > now:
        told = f"{certificate.not_valid_before_utc:%Y-%m-%d}"
        raise TlsFault("tls-not-yet", file=file, day=told)
    if certificate.not_valid_after_utc <= now:
        told = f"{certificate.not_valid_after_utc:%Y-%m-%d}"
        raise TlsFault("tls-expired", file=file, day=told)


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as handle:
            return handle.read(LARGEST)
    except OSError as error:
        raise TlsFault(
            "tls-file-unreadable", file=file, why=error.strerror or ""
        ) from None


def _mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode) if os.name != "nt" else 0
