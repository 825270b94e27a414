"""Parts are made in turn; what many ask in one instant is answered in one go."""

from __future__ import annotations

import asyncio
import threading

import pytest
from asgiref.sync import async_to_sync

from greenlane.core.together import MOST, Together
from greenlane.core.turns import PATIENCE_SECONDS, Turns, for_somebody


def test_what_most_wait_for_is_made_first_and_one_at_a_time() -> None:
    made: list[str] = []
    free = threading.Event()

    def make(name: str) -> str:
        if name == "first":
            assert free.wait(10)
        made.append(name)
        return name.upper()

    async def scene() -> list[str]:
        turns = Turns()
        wanted = (("first", 1), ("one", 1), ("many", 500), ("some", 20))
        asked = []
        for name, readers in wanted:
            take = turns.take(readers, lambda name=name: make(name))
            asked.append(asyncio.create_task(take))
            await asyncio.sleep(0.05)  # the first is being made when the others come
        free.set()
        return await asyncio.gather(*asked)

    assert async_to_sync(scene)() == ["FIRST", "ONE", "MANY", "SOME"]
    assert made == ["first", "many", "some", "one"]


def test_a_page_that_somebody_asked_for_goes_before_parts_for_a_moment() -> None:
    async def scene() -> float:
        turns, now = Turns(), asyncio.get_running_loop().time
        began = now()
        with for_somebody():
            return await turns.take(1, now) - began  # and then goes all the same

    assert async_to_sync(scene)() >= PATIENCE_SECONDS * 0.9


def test_a_fault_in_one_turn_is_told_to_whoever_asked_and_ends_no_other() -> None:
    def fails() -> str:
        raise ValueError("no page")

    async def scene() -> str:
        turns = Turns()
        bad = asyncio.create_task(turns.take(2, fails))
        good = asyncio.create_task(turns.take(1, lambda: "page"))
        with pytest.raises(ValueError, match="no page"):
            await bad
        return await good

    assert async_to_sync(scene)() == "page"


def test_whoever_comes_while_the_first_is_answered_goes_with_the_others() -> None:
    rounds: list[int] = []

    def answer(asked: list[int]) -> list[int | Exception]:
        rounds.append(len(asked))
        return [ValueError(str(n)) if n == 7 else n * n for n in asked]

    async def scene() -> list[int | BaseException]:
        together: Together[int, int] = Together(answer)
        many = (together.ask(n) for n in range(MOST + 10))
        return await asyncio.gather(*many, return_exceptions=True)

    found = async_to_sync(scene)()
    assert isinstance(found.pop(7), ValueError)
    assert found == [n * n for n in range(MOST + 10) if n != 7]
    assert rounds == [MOST, 10]


def test_a_fault_of_all_is_told_to_each_and_the_next_are_answered() -> None:
    faults = [RuntimeError("no database")]

    def answer(asked: list[int]) -> list[int | Exception]:
        if faults:
            raise faults.pop()
        return list(asked)

    async def scene() -> list[int | BaseException]:
        together: Together[int, int] = Together(answer)
        asked = [together.ask(n) for n in (1, 2)]
        first = await asyncio.gather(*asked, return_exceptions=True)
        return [*first, await together.ask(3)]

    one, two, three = async_to_sync(scene)()
    assert isinstance(one, RuntimeError) and isinstance(two, RuntimeError)
    assert three == 3
