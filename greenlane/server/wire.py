"""A connection that says nothing, or never ends its headers, is closed."""

from __future__ import annotations

from asyncio import TimerHandle, Transport
from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_SECONDS = 15.0


class Patient(HttpToolsProtocol):
    """Patient for a while; uvicorn's own clock starts after the first answer only."""

    _due: TimerHandle | None = None

    def connection_made(  # type: ignore[override]
        self, transport: Transport
    ) -> None:
        super().connection_made(transport)
        self._wait()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop_waiting()
        self._due = self.loop.call_later(HEADER_SECONDS, self._close)

    def _stop_waiting(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _close(self) -> None:
        transport = cast(Transport | None, self.transport)
        if transport is not None and not transport.is_closing():
            transport.close()
