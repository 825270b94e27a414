"""A process of its own that tells one notice to a service of another maker, and ends.

It is given an address and words, no key of the house. Apprise is loaded here alone.
Connections into the own network are held back at the socket, redirects are not
followed. A chat robot says no with HTTP 200 and a code: that code is read.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from greenlane.notices.address import is_outside
from greenlane.notices.wire import TAKEN

LONGEST_ANSWER = 20_000  # of what a robot says, characters that are looked at
_CODES = ("errcode", "code", "StatusCode")


@dataclass(frozen=True)
class Asked:
    """`host`, `port` and `mode` are those of mail as the house read the address.

    `mode` is empty for any other service. `seconds`: then it is over, whoever asked.
    """

    address: str
    title: str
    body: str
    host: str
    port: int
    mode: str
    is_listed: bool
    is_robot: bool
    seconds: float


@dataclass
class Call:
    """One sending: what may be called, whether it was, and what was answered."""

    is_listed: bool
    has_called: bool = False
    was_inside: bool = False
    answers: list[tuple[int, bytes]] = field(default_factory=list)

    def may_connect(self, address: object) -> bool:
        if not isinstance(address, tuple):
            return False
        if not self.is_listed and not _is_outside(str(address[0])):
            self.was_inside = True
            return False
        self.has_called = True
        return True


_call: ContextVar[Call | None] = ContextVar("notices_call", default=None)


def main() -> None:
    """One question on stdin, one answer on stdout."""
    asked = Asked(**json.load(sys.stdin))
    # Whoever asked ends it sooner, unless he was killed himself.
    watch = threading.Timer(asked.seconds, os._exit, (1,))
    watch.daemon = True
    watch.start()
    json.dump(told(asked), sys.stdout)


def told(asked: Asked) -> str:
    """Send it. Gives what came of it: `taken`, or a code for `texts.came_of`."""
    apprise = _loaded()
    asset = apprise.AppriseAsset(
        http_redirects=False, storage_mode="memory", pgp_autogen=False, async_mode=False
    )
    found = apprise.Apprise.instantiate(asked.address, asset=asset)
    if found is None:
        return "address-unreadable"
    if not _is_as_read(found, asked):
        return "address-differs"
    call = Call(asked.is_listed)
    token = _call.set(call)
    try:
        taken = found.notify(body=asked.body, title=asked.title, body_format="text")
    finally:
        _call.reset(token)
    return _came_of(call, taken=bool(taken), is_robot=asked.is_robot)


def _is_as_read(found: Any, asked: Asked) -> bool:
    """Whether the library understands the address as the house did."""
    if found.verify_certificate is not True:
        return False
    if not asked.mode:
        return True
    host = str(found.smtp_host).lower().rstrip(".")
    made = (host, found.port, found.secure_mode, found.secure)
    is_secure = asked.mode != "insecure"
    return made == (asked.host, asked.port, asked.mode, is_secure)


def _came_of(call: Call, *, taken: bool, is_robot: bool) -> str:
    if call.was_inside:
        return "address-inside"
    for status, said in call.answers:
        if 300 <= status < 400:
            return "redirect"
        if not 200 <= status < 300:
            return f"http-{status}"
        if is_robot and (code := _refusal(said)):
            return code
    if taken:
        return TAKEN
    return "service-refused" if call.has_called else "no-connection"


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
    if call is not None and not call.may_connect(given[1]):
        raise PermissionError("held back")


def _is_outside(number: str) -> bool:
    try:
        return is_outside(number)
    except ValueError:
        return False  # a name: what it means was not looked at


if __name__ == "__main__":
    main()
