"""One notice over the wire: to a checked address, within seconds, following nothing.

The name is asked once, every address it means is looked at, and the connection goes to
the one that was looked at: a name that means another machine a moment later is of no
use to anybody.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress

from greenlane.notices.address import Address, BadAddress, is_outside, read

STEP_SECONDS = 5.0  # for a connection, and for each piece of an answer
WHOLE_SECONDS = 10.0  # for everything: a receiver that trickles is cut off
TAKEN = "taken"


class _Checked(http.client.HTTPConnection):
    """Connects to this number and no other, and speaks to the host by its name."""

    def __init__(self, to: Address, number: str) -> None:
        super().__init__(to.host, to.port, timeout=STEP_SECONDS)
        self._number, self._secure = number, to.secure

    def connect(self) -> None:
        plain = socket.create_connection((self._number, self.port), STEP_SECONDS)
        self.sock = plain
        if self._secure:
            # Wrapped, the line is known by another socket: cut() has to know it
            # before the handshake, which a receiver can draw out as well.
            self.sock = ssl.create_default_context().wrap_socket(
                plain, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def cut(self) -> None:
        """Whoever waits for it wakes up with an error."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def post(text: str, body: bytes, headers: Mapping[str, str]) -> str:
    """Send it. Gives what came of it: `taken`, or a code of `texts.ANSWERS`."""
    try:
        to = read(text)
        number = _number(to)
    except BadAddress as bad:
        return str(bad)
    except (OSError, UnicodeError):
        return "no-such-host"
    return _asked(to, number, body, headers)


def _number(to: Address) -> str:
    """The address of the host; all it has are looked at, unless it is listed."""
    found = socket.getaddrinfo(to.host, to.port, type=socket.SOCK_STREAM)
    numbers = [str(each[4][0]) for each in found]
    if not to.is_listed and not all(map(is_outside, numbers)):
        raise BadAddress("address-inside")
    return numbers[0]


def _asked(to: Address, number: str, body: bytes, headers: Mapping[str, str]) -> str:
    line = _Checked(to, number)
    late = threading.Event()

    def cut() -> None:
        late.set()
        line.cut()

    watch = threading.Timer(WHOLE_SECONDS, cut)
    watch.start()
    try:
        line.connect()  # each of its steps has an end of its own
        if late.is_set():
            return "too-slow"
        line.request("POST", to.target, body, dict(headers))
        status = line.getresponse().status  # what it says besides is not read
    except ssl.SSLError:
        return "too-slow" if late.is_set() else "certificate"
    except TimeoutError:
        return "too-slow"
    except (OSError, http.client.HTTPException, ValueError):
        return "too-slow" if late.is_set() else "no-connection"
    finally:
        watch.cancel()
        line.close()
    if 300 <= status < 400:
        return "redirect"
    return TAKEN if 200 <= status < 300 else f"http-{status}"
