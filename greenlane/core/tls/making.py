"""The house gets its certificate, renews it, or begins anew with another CA."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509

from greenlane.core.tls import authority, folder, names, pair
from greenlane.core.tls.faults import TlsFault


@dataclass(frozen=True)
class Made:
    """What stands now. `replaced` are the files that are others than before."""

    ca: x509.Certificate
    certificate: x509.Certificate
    is_new_ca: bool = False
    replaced: tuple[Path, ...] = ()


def standing() -> Made | None:
    """What was made before, valid or not; None: nothing yet. Raises TlsFault."""
    ca, cert = folder.ca(), folder.path(folder.CERT)
    if ca is None or not cert.exists():
        return None
    return Made(ca, pair.certificate_in(cert))


def first(hosts: names.Hosts, *, now: datetime) -> Made:
    """The first certificate; a CA that stands already is kept. Raises TlsFault.

    `cert-there` where one stands: nothing is replaced unless it is asked for.
    """
    for name in (folder.CERT, folder.KEY):
        if folder.path(name).exists():
            raise TlsFault("cert-there", file=folder.path(name))
    if folder.path(folder.CA).exists():
        return _issued(folder.ca_with_key(), hosts, now=now)
    if folder.path(folder.CA_KEY).exists():
        raise TlsFault("cert-there", file=folder.path(folder.CA_KEY))
    return _founded(hosts, now=now)


def renewed(hosts: names.Hosts | None, *, now: datetime) -> Made:
    """A new certificate of the same CA, for the same hosts or for these.

    Raises TlsFault: `cert-none`, `ca-expired`, `host-outside-ca`, `ca-key-away`.
    """
    stands = standing()
    if stands is None:
        raise TlsFault("cert-none")
    wanted = hosts or names.of(stands.certificate)
    return _issued(folder.ca_with_key(), wanted, now=now)


def anew(hosts: names.Hosts | None, *, now: datetime) -> Made:
    """Another CA. The old key is gone afterwards: nobody shall sign with it again."""
    cert = folder.path(folder.CERT)
    if hosts is None and cert.exists():
        hosts = names.of(pair.certificate_in(cert))
    return _founded(hosts or names.with_here(names.found()), now=now)


def _founded(hosts: names.Hosts, *, now: datetime) -> Made:
    there = _there(folder.CA, folder.CA_KEY)
    ca = authority.new_ca(hosts, now=now)
    folder.keep(ca, cert=folder.CA, key=folder.CA_KEY)
    made = _issued(ca, hosts, now=now)
    return Made(ca.certificate, made.certificate, True, (*there, *made.replaced))


def _issued(ca: authority.Keyed, hosts: names.Hosts, *, now: datetime) -> Made:
    if ca.certificate.not_valid_after_utc <= now:
        day = f"{ca.certificate.not_valid_after_utc:%Y-%m-%d}"
        raise TlsFault("ca-expired", day=day)
    if foreign := authority.outside(ca.certificate, hosts):
        raise TlsFault("host-outside-ca", hosts=", ".join(foreign))
    there = _there(folder.CERT, folder.KEY)
    made = authority.issue(ca, hosts, now=now)
    folder.keep(made, cert=folder.CERT, key=folder.KEY)
    return Made(ca.certificate, made.certificate, False, there)


def _there(*names_: str) -> tuple[Path, ...]:
    return tuple(folder.path(each) for each in names_ if folder.path(each).exists())
