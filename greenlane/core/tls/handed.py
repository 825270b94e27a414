"""What a telephone is given so that it trusts this house: the CA, never a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.http import HttpRequest

from greenlane.core.tls import folder, names, pair
from greenlane.core.tls.faults import TlsFault

PAGE = "/ca"
MEDIA = {"crt": "application/x-x509-ca-cert", "pem": "application/x-pem-file"}


@dataclass(frozen=True)
class Handed:
    """The CA as a person compares it: `print` is SHA-256, as 32 pairs of hex digits."""

    certificate: x509.Certificate

    @property
    def name(self) -> str:
        [told] = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(told.value)

    @property
    def print(self) -> list[str]:
        digest = self.certificate.fingerprint(hashes.SHA256()).hex().upper()
        return [digest[at : at + 2] for at in range(0, len(digest), 2)]

    @property
    def print_lines(self) -> list[str]:
        """Four lines that a person can hold beside each other."""
        pairs = self.print
        return [" ".join(pairs[at : at + 8]) for at in range(0, len(pairs), 8)]

    @property
    def ends_at(self) -> datetime:
        return self.certificate.not_valid_after_utc

    def content(self, kind: str) -> bytes:
        """`crt` is DER, so that the digest of the file is the fingerprint; or `pem`."""
        form = Encoding.DER if kind == "crt" else Encoding.PEM
        return self.certificate.public_bytes(form)


def handed() -> Handed | None:
    """The own CA; None where there is none, or none that can be read."""
    try:
        found = folder.ca()
    except TlsFault:
        return None
    return Handed(found) if found else None


def addresses(request: HttpRequest) -> tuple[str, str]:
    """(where a telephone reads the page of the CA, where it then finds the house)."""
    host = _reachable(request)
    if not settings.CA_PORT:
        here = f"{request.scheme}://{host}{_port_asked(request)}"
        # Asked in the open through a proxy that also speaks TLS.
        behind = settings.HTTPS and not request.is_secure()
        return f"{here}{PAGE}", f"https://{host}" if behind else here
    shown = "" if settings.CA_PORT == 80 else f":{settings.CA_PORT}"
    front = "" if settings.PORT == 443 else f":{settings.PORT}"
    return f"http://{host}{shown}{PAGE}", f"https://{host}{front}"


def _port_asked(request: HttpRequest) -> str:
    host = request.get_host()
    end = host.rpartition("]")[2]
    return f":{end.rpartition(':')[2]}" if ":" in end else ""


def _reachable(request: HttpRequest) -> str:
    """The host that was asked for; on the machine itself, one that others can reach."""
    asked = request.get_host().removesuffix(_port_asked(request))
    if not names.is_here(asked.strip("[]")):
        return asked
    cert = folder.path(folder.CERT)
    try:
        told = names.of(pair.certificate_in(cert))
    except TlsFault:
        return asked
    others = [each for each in told if not names.is_here(each)]
    return _in_url(others[0]) if others else asked


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
