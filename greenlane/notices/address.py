"""Where a notice may go: https, or what the administrator has listed; never inside.

The form looks at how an address is written. What its name means is looked at when
something is sent, since a name may mean another machine by then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

LONGEST = 500
PLAIN = re.compile(r"[!-~]+")  # printable ASCII: other names are written as xn--
_NAME = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # as its last part: no name, but an address
# An IPv6 address that means an IPv4 one; a translator would carry it inside.
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


@dataclass(frozen=True)
class Address:
    """An address taken apart. `target` is what is asked for behind the host."""

    secure: bool
    host: str
    port: int
    target: str

    @property
    def is_listed(self) -> bool:
        """Whether the administrator vouches for the host, or for this port of it."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return bool({shown, f"{shown}:{self.port}"} & settings.WEBHOOK_HOSTS)

    def must_not_be_inside(self) -> None:
        """By how it is written; what its name means is looked at when it is sent."""
        if _is_half_a_number(self.host):
            raise BadAddress("address-unreadable")
        if not self.is_listed and _is_inside_by_name(self.host):
            raise BadAddress("address-inside")


class BadAddress(ValueError):
    """The code says what is wrong; texts.py has it in words."""


def read(text: str) -> Address:
    """Raises BadAddress."""
    parts, port = _parts(text)
    if parts.username is not None or parts.password is not None:
        raise BadAddress("address-with-password")
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in {"https", "http"} or not _NAME.fullmatch(host):
        raise BadAddress("address-unreadable")
    secure = parts.scheme == "https"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    found = Address(secure, host, port or (443 if secure else 80), target)
    if not secure and not found.is_listed:
        raise BadAddress("address-not-https")
    found.must_not_be_inside()
    return found


def _parts(text: str) -> tuple[SplitResult, int | None]:
    if len(text) > LONGEST or not PLAIN.fullmatch(text) or "\\" in text:
        raise BadAddress("address-unreadable")
    try:
        parts = urlsplit(text)
        return parts, parts.port
    except ValueError as error:
        raise BadAddress("address-unreadable") from error


def _is_inside_by_name(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not is_outside(host)
    except ValueError:
        return False  # a name; asked when something is sent


def _is_half_a_number(host: str) -> bool:
    """Such as 127.1 or 0x7f.1: some read it as an address of four numbers."""
    if ":" in host or not _NUMBER.fullmatch(host.rpartition(".")[2]):
        return False
    try:
        ip_address(host)
    except ValueError:
        return True
    return False


def is_outside(number: str) -> bool:
    """Whether this IP address is one of the public network. ValueError: it is none."""
    found = ip_address(number.partition("%")[0])
    if isinstance(found, IPv6Address):
        hidden: IPv4Address | None = found.ipv4_mapped or found.sixtofour
        if found.teredo or any(found in each for each in _TRANSLATED):
            return False
        if hidden is not None:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved)
