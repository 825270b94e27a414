"""One notice to a service of another maker, over Apprise, which speaks its form.

Loaded by the sender's process alone. Whatever a plugin does, a connection into the own
network is held back at the socket, redirects are not followed, and all of it is cut off
after some seconds. A chat robot says no with HTTP 200 and a code: that code is read.
"""

from __future__ import annotations

import json
import logging
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from greenlane.notices.address import BadAddress, is_outside
from greenlane.notices.channels import ROBOTS, Channel, can_send, channel
from greenlane.notices.wire import TAKEN

WHOLE_SECONDS = 12.0
LONGEST_ANSWER = 20_000  # of what a robot says, characters that are looked at
_CODES = ("errcode", "code", "StatusCode")


@dataclass
class Call:
    """One sending: what may be called, what was, and what was answered."""

    is_listed: bool
    lines: list[socket.socket] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    was_inside: bool = False
    is_late: bool = False

    def may_connect(self, line: socket.socket, address: object) -> bool:
        if self.is_late or not isinstance(address, tuple):
            return False
        if not self.is_listed and not _is_outside(str(address[0])):
            self.was_inside = True
            return False
        self.lines.append(line)
        return True

    def cut(self) -> None:
        """Whoever waits for an answer wakes up with an error."""
        self.is_late = True
        for line in self.lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


_call: ContextVar[Call | None] = ContextVar("notices_call", default=None)


def tell(text: str, title: str, body: str) -> str:
    """Send it. Gives what came of it: `taken`, or a code for `texts.came_of`."""
    try:
        to = channel(text)
    except BadAddress as bad:
        return str(bad)
    if not can_send(to.service):
        return "service-not-installed"
    apprise = _loaded()
    asset = apprise.AppriseAsset(
        http_redirects=False, storage_mode="memory", pgp_autogen=False, async_mode=False
    )
    found = apprise.Apprise.instantiate(text, asset=asset)
    if found is None:
        return "address-unreadable"
    with _calling(to) as call:
        taken = found.notify(body=body, title=title, body_format="text")
    return _came_of(call, to, taken=bool(taken))


@contextmanager
def _calling(to: Channel) -> Iterator[Call]:
    call = Call(to.is_listed)
    watch = threading.Timer(WHOLE_SECONDS, call.cut)
    token = _call.set(call)
    watch.start()
    try:
        yield call
    finally:
        watch.cancel()
        _call.reset(token)


def _came_of(call: Call, to: Channel, *, taken: bool) -> str:
    if call.was_inside:
        return "address-inside"
    if call.is_late:
        return "too-slow"
    for status, said in call.answers:
        if 300 <= status < 400:
            return "redirect"
        if not 200 <= status < 300:
            return f"http-{status}"
        if to.service in ROBOTS and (code := _refusal(said)):
            return code
    if taken:
        return TAKEN
    return "service-refused" if call.lines else "no-connection"


def _refusal(said: bytes) -> str:
    """A robot's own code; empty where it is 0. No code at all is no yes."""
    try:
        found = json.loads(said[:LONGEST_ANSWER])
        code = next(int(found[name]) for name in _CODES if name in found)
    except (ValueError, TypeError, StopIteration):
        return "answer-unreadable"
    return f"code-{code}" if code else ""


@cache
def _loaded() -> Any:
    """The library, once, with our hand on its connections. It logs no addresses."""
    import apprise
    import requests

    logging.getLogger("apprise").disabled = True
    ask = requests.Session.request

    def asked(self: Any, *given: Any, **how: Any) -> Any:
        call = _call.get()
        if call is None:
            return ask(self, *given, **how)
        self.trust_env = False  # no proxy and no password file of this machine
        answer = ask(self, *given, **{**how, "allow_redirects": False})
        call.answers.append((answer.status_code, answer.content))
        return answer

    requests.Session.request = asked  # type: ignore[method-assign]
    sys.addaudithook(_watch)
    return apprise


def _watch(event: str, given: tuple[Any, ...]) -> None:
    """Stands at every connection of this process; speaks up only inside a sending."""
    if event != "socket.connect":
        return
    call = _call.get()
    if call is not None and not call.may_connect(*given):
        raise PermissionError("held back")


def _is_outside(number: str) -> bool:
    try:
        return is_outside(number)
    except ValueError:
        return False  # a name: what it means was not looked at
