"""The names and addresses under which a machine is reached: given, or found on it."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography import x509

from greenlane.core.tls.faults import TlsFault

MOST = 20
LONGEST = 253
HERE = ("localhost", "127.0.0.1")  # so that the machine can look at itself
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
# Nothing is sent there: asked is only which of the own addresses would be used.
_AWAY = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Hosts:
    """DNS names in lower case, and IP addresses; each once, in the order given."""

    names: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()

    def __iter__(self) -> Iterator[str]:
        yield from self.names
        yield from map(str, self.addresses)


def hosts(given: Iterable[str]) -> Hosts:
    """What can stand in a certificate. Raises TlsFault `host-bad`, `hosts-many`."""
    names: dict[str, None] = {}
    addresses: dict[Address, None] = {}
    for each in given:
        if (address := _address(each)) is not None:
            addresses[address] = None
        else:
            names[_name(each)] = None
    if len(names) + len(addresses) > MOST:
        raise TlsFault("hosts-many", most=MOST)
    return Hosts(tuple(names), tuple(addresses))


def with_here(given: Hosts) -> Hosts:
    """The same, and this machine for itself."""
    return hosts([*given, *HERE])


def found() -> Hosts:
    """What this machine calls itself, and the addresses it would be called at."""
    own = socket.gethostname()
    told = [name for name in (own, socket.getfqdn()) if _is_name(name)]
    return hosts([*told, *_own_addresses(own)][: MOST - len(HERE)])


def of(certificate: x509.Certificate) -> Hosts:
    """The hosts a certificate speaks for."""
    try:
        told = certificate.extensions.get_extension_for_class(
            x509.SubjectAlternativeName
        ).value
    except x509.ExtensionNotFound:
        return Hosts()
    addresses = told.get_values_for_type(x509.IPAddress)
    return Hosts(
        tuple(each.lower() for each in told.get_values_for_type(x509.DNSName)),
        tuple(each for each in addresses if isinstance(each, Address)),
    )


def covered(host: str, by: Hosts) -> bool:
    """Whether a browser would take this certificate for this host."""
    address = _quiet_address(host)
    if address is not None:
        return address in by.addresses
    wanted = host.rstrip(".").lower()
    above = "*." + wanted.partition(".")[2]
    return wanted in by.names or ("." in wanted and above in by.names)


def is_here(host: str) -> bool:
    """Whether the name leads no further than to the machine that asks."""
    address = _quiet_address(host)
    return host in HERE or bool(address and address.is_loopback)


def _address(text: str) -> Address | None:
    address = _quiet_address(text)
    unfit = address and (address.is_unspecified or address.is_multicast)
    if unfit or getattr(address, "scope_id", None):
        raise TlsFault("host-bad", host=text[:80])
    return address


def _quiet_address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text.strip().removeprefix("[").removesuffix("]"))
    except ValueError:
        return None


def _name(text: str) -> str:
    name = text.strip().rstrip(".").lower()
    if not _is_name(name):
        raise TlsFault("host-bad", host=text[:80])
    return name


def _is_name(text: str) -> bool:
    name = text.lower()
    labels = name.split(".")
    plain = all(_LABEL.fullmatch(label) for label in labels)
    # A last part of digits is an address with a slip of the pen.
    return plain and len(name) <= LONGEST and not labels[-1].isdigit()


def _own_addresses(own: str) -> list[str]:
    told: dict[str, None] = {}
    for family, away in _AWAY:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as asking:
                asking.connect((away, 9))
                told[asking.getsockname()[0]] = None
        except OSError:
            continue
    try:
        for entry in socket.getaddrinfo(own, None):
            told[str(entry[4][0])] = None
    except OSError:
        pass
    return [each for each in told if (a := _quiet_address(each)) and _is_of_use(a)]


def _is_of_use(address: Address) -> bool:
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)
