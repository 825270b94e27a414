"""Parts of open pages are made one after the other, those for most readers first.

Two at once would take as long as one after the other, and both come late. Whoever has
asked for a page goes before all of them, for a moment: he sits and waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from heapq import heappop, heappush
from itertools import count
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE_SECONDS = 0.3  # that parts wait for pages, from the first that was wanted
LOOK_SECONDS = 0.01
_hand = ThreadPoolExecutor(1, thread_name_prefix="parts")
_numbers = count()
_asked: set[object] = set()  # pages that are being made for somebody who waits


@contextmanager
def for_somebody() -> Iterator[None]:
    """While a page is made. From any thread: adding to a set is one step."""
    mark = object()
    _asked.add(mark)
    try:
        yield
    finally:
        _asked.discard(mark)


class Turns:
    """What is waiting to be made, in the event loop of one process."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, float, Callable[[], Any], Any]] = []
        self._task: asyncio.Task[None] | None = None

    async def take(self, readers: int, make: Callable[[], T]) -> T:
        """What `make` gives, called in a thread when its turn has come."""
        loop = asyncio.get_running_loop()
        made = loop.create_future()
        heappush(self._waiting, (-readers, next(_numbers), loop.time(), make, made))
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._work())
        result: T = await made
        return result

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            await self._let_pass()
            _readers, _number, _since, make, made = heappop(self._waiting)
            try:
                result = await loop.run_in_executor(_hand, make)
            except Exception as failed:
                if not made.done():
                    made.set_exception(failed)
            else:
                if not made.done():
                    made.set_result(result)

    async def _let_pass(self) -> None:
        now = asyncio.get_running_loop().time
        until = min(each[2] for each in self._waiting) + PATIENCE_SECONDS
        while _asked and now() < until:  # noqa: ASYNC110 (told from other threads)
            await asyncio.sleep(LOOK_SECONDS)
