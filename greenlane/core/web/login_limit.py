"""Wrong logins are slowed down, per address and per name; a good one clears its name.

Kept in this process only: a limit against guessing, not a lock-out that an attacker
could use to keep the duty officer out.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from django.http import HttpRequest

from greenlane.core import clock
from greenlane.core.refusals import Refused

WINDOW, PER_ADDRESS, PER_PAIR, REMEMBERED = timedelta(minutes=5), 60, 10, 20_000
_tries: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()
_mutex = threading.Lock()


class TooManyLogins(Refused):
    status = 429
    kept = False


def may_try(request: HttpRequest, name: str) -> None:
    """Raises TooManyLogins after too many wrong tries in five minutes."""
    with _mutex:
        for key, most in _keys(request, name):
            if len(_recent(key)) >= most:
                raise TooManyLogins("too-many-logins")


def tried(request: HttpRequest, name: str, *, good: bool) -> None:
    with _mutex:
        for key, _most in _keys(request, name):
            if good and key[1]:
                _tries.pop(key, None)
            elif not good:
                _recent(key).append(clock.wall())


def _keys(request: HttpRequest, name: str) -> tuple[tuple[tuple[str, str], int], ...]:
    address = request.META.get("REMOTE_ADDR", "")
    return (((address, ""), PER_ADDRESS), ((address, name.casefold()), PER_PAIR))


def _recent(key: tuple[str, str]) -> deque[datetime]:
    found = _tries.setdefault(key, deque())
    _tries.move_to_end(key)
    while len(_tries) > REMEMBERED:
        _tries.popitem(last=False)
    while found and found[0] < clock.wall() - WINDOW:
        found.popleft()
    return found


def forget() -> None:
    """Every try so far, as after a restart."""
    with _mutex:
        _tries.clear()
