"""How people come in: one port, with TLS or without, and a doorstep if it is asked for.

Everything that can be wrong is found here, before anything is opened.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from greenlane.core import clock
from greenlane.core.tls import folder, names, pair
from greenlane.core.tls.faults import TlsFault

AUTO = "auto"
_ANY = {"0.0.0.0", "::"}  # noqa: S104
# TLS 1.3 brings its own; of 1.2 only what is secret forward and says if it was changed.
CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"


@dataclass(frozen=True)
class Entrance:
    """`pair` None: plain HTTP. `doorstep` 0: no second port. Ports are 1 to 65535."""

    host: str
    port: int
    pair: pair.Pair | None = None
    doorstep: int = 0
    proxies: Sequence[str] = ()

    @property
    def address(self) -> str:
        scheme, usual = ("https", 443) if self.pair else ("http", 80)
        return _address(scheme, self._shown(), self.port, usual)

    @property
    def ca_address(self) -> str:
        """Of the page that gives the CA; empty without a doorstep."""
        if not self.doorstep:
            return ""
        return _address("http", self._shown(), self.doorstep, 80) + "/ca"

    def _shown(self) -> str:
        if self.host not in _ANY:
            return self.host
        told = list(self.pair.hosts) if self.pair else []
        return next((each for each in told if not names.is_here(each)), "127.0.0.1")


def entrance(
    host: str, port: int, *, cert: str, key: str, doorstep: int = 0
) -> Entrance:
    """`cert` and `key` are files; `auto` and nothing: the pair of `greenlane cert`.

    Raises TlsFault; nothing listens then.
    """
    proxies = trusted_proxies()
    found = asked_pair(cert, key)
    if doorstep:
        if found is None:
            raise TlsFault("ca-port-alone")
        if folder.ca() is None:
            raise TlsFault("ca-none")
        if doorstep == port:
            raise TlsFault("port-taken", where=doorstep, why=f"{port} = {doorstep}")
    return Entrance(host, port, found, doorstep, proxies)


def asked_pair(cert: str, key: str) -> pair.Pair | None:
    """None where neither is named. Raises TlsFault."""
    if not cert and not key:
        return None
    if cert == AUTO and not key:
        if not folder.path(folder.CERT).exists():
            raise TlsFault("cert-none")
        files = folder.path(folder.CERT), folder.path(folder.KEY)
    elif cert and cert != AUTO and key:
        files = Path(cert), Path(key)
    else:
        raise TlsFault("tls-half")
    return pair.read(*files, now=clock.wall())


def trusted_proxies() -> list[str]:
    """GREENLANE_TRUSTED_PROXIES. Raises TlsFault `proxy-bad`, for `*` too."""
    for each in settings.TRUSTED_PROXIES:
        try:
            ipaddress.ip_network(each)
        except ValueError:
            raise TlsFault("proxy-bad", what=each[:80]) from None
    return list(settings.TRUSTED_PROXIES)


def bound(host: str, port: int) -> socket.socket:
    """A socket that holds the port. Raises TlsFault `port-taken`."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=256)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise TlsFault("port-taken", where=f"{host}:{port}", why=why) from None


def refuse_taken(to: Entrance) -> None:
    """Raises TlsFault `port-taken` for either port, before anybody is told of it."""
    for port in filter(None, (to.port, to.doorstep)):
        bound(to.host, port).close()


def tell(to: Entrance) -> None:
    """What pages have to know, in this process and in those that it starts."""
    settings.PORT, settings.CA_PORT = to.port, to.doorstep
    os.environ["GREENLANE_PORT"] = str(to.port)
    os.environ["GREENLANE_CA_PORT"] = str(to.doorstep or "")
    if to.pair:
        os.environ["GREENLANE_HTTPS"] = "1"
        settings.HTTPS = True
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def _address(scheme: str, host: str, port: int, usual: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" + ("" if port == usual else f":{port}")
