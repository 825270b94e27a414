"""One question at a time in each process: a page that asks holds one of few threads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from greenlane.core.refusals import Refused

_LOCK = Lock()


@contextmanager
def one_question() -> Iterator[None]:
    """Refused what-if-busy while somebody else's question is being answered."""
    if not _LOCK.acquire(blocking=False):
        raise Refused("what-if-busy")
    try:
        yield
    finally:
        _LOCK.release()
