"""A renewed certificate is taken up while the house stands open; no login is lost."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from greenlane.core import clock
from greenlane.core.tls import pair
from greenlane.core.tls.faults import TlsFault

log = structlog.get_logger("greenlane.server")
LOOK_SECONDS = 30.0
Stamp = tuple[int, ...]


def context(config: Any, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """What uvicorn serves with, in every process; it follows its files from now on."""
    taken = TakenUp(default, Path(config.ssl_certfile), Path(config.ssl_keyfile))
    threading.Thread(target=taken.follow, name="certificate", daemon=True).start()
    return taken.context


class TakenUp:
    """The context, and the files as they were when it took them up.

    A pair is never changed in place: a handshake that meets half of it would fail.
    A new context stands beside the first, and every new connection goes over to it.
    """

    def __init__(
        self, make: Callable[[], ssl.SSLContext], cert: Path, key: Path
    ) -> None:
        self._make, self._files = make, (cert, key)
        self._stamp = self._stamped()
        self.context = self._newest = make()
        self.context.sni_callback = self._go_over

    def follow(self) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            self.look()

    def look(self) -> bool:
        """Whether a new pair was taken up. One that cannot serve leaves the old."""
        stamp = self._stamped()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            found = pair.read(*self._files, now=clock.wall())
            newest = self._make()
        except TlsFault as fault:
            log.warning("certificate-left-as-it-was", code=fault.code)
            return False
        except OSError:  # of ssl, too: replaced between two looks, so look again
            self._stamp = ()
            log.warning("certificate-in-the-middle")
            return False
        self._newest = newest
        log.info("certificate-taken-up", ends_at=found.ends_at.isoformat())
        return True

    def _go_over(self, line: Any, _name: str | None, _context: ssl.SSLContext) -> None:
        """OpenSSL asks at every handshake, also where no name was given."""
        line.context = self._newest

    def _stamped(self) -> Stamp:
        try:
            return tuple(each.stat().st_mtime_ns for each in self._files)
        except OSError:  # in the middle of being replaced, or taken away
            return ()
