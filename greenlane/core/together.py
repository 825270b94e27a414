"""What many ask in one instant is answered in one go.

A thousand who come back after a power cut are a thousand ways to a thread and back,
unless those who wait while the first is answered go together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from asgiref.sync import sync_to_async

Q = TypeVar("Q")
A = TypeVar("A")
MOST = 50  # in one go: nobody waits long for others


class Together(Generic[Q, A]):
    """`answer` is called in a thread, with all that wait, and answers each by itself.

    An answer that is an exception is raised for the one who asked.
    """

    def __init__(self, answer: Callable[[list[Q]], list[A | Exception]]) -> None:
        self._answer = sync_to_async(answer)
        self._waiting: list[tuple[Q, asyncio.Future[A]]] = []
        self._task: asyncio.Task[None] | None = None

    async def ask(self, question: Q) -> A:
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Any] = loop.create_future()
        self._waiting.append((question, answered))
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._work())
        return await answered

    async def _work(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                answers = await self._answer([question for question, _a in some])
            except Exception as failed:
                answers = [failed] * len(some)
            for (_question, answered), answer in zip(some, answers, strict=True):
                if answered.done():  # he has gone
                    continue
                if isinstance(answer, Exception):
                    answered.set_exception(answer)
                else:
                    answered.set_result(answer)
