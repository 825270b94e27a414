"""The one poller of a process wakes everybody who may have missed something."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings
from django.test import Client

from greenlane.core import live, parts
from greenlane.core.parts import Eyes, View, Views
from greenlane.core.relay import Listener, Relay
from tests.cast import Cast
from tests.stages import order


def test_whoever_listens_already_is_woken_when_another_one_joins(
    live_cast: Cast,
) -> None:
    mine = str(order(live_cast).pk)
    told = {"order": mine, "text": "到场"}

    async def scene() -> bool:
        relay = Relay()
        first, second = Listener(("1.2.",), {}), Listener(("1.2.",), {})
        await relay.join(first)
        first.wake.clear()
        await sync_to_async(live_cast.do)("work.add_note", told, by="wang")
        await relay.join(second)
        await asyncio.wait_for(first.wake.wait(), 5)
        relay.listeners.clear()
        return first.wake.is_set()

    assert async_to_sync(scene)()


def test_a_change_of_roles_puts_everybody_in_doubt(live_cast: Cast) -> None:
    grant = str(live_cast.accounts["ma"].grants.get().pk)

    async def scene() -> list[bool]:
        relay, ear = Relay(), Listener(("1.3.",), {})
        await relay.join(ear)
        found = [ear.doubted]
        await sync_to_async(live_cast.do)(
            "core.revoke_role", {"grant": grant}, by="yan"
        )
        await relay.look()
        relay.listeners.clear()
        return [*found, ear.doubted]

    assert async_to_sync(scene)() == [False, True]


def test_whoever_has_logged_out_is_sent_no_part(live_cast: Cast) -> None:
    client = Client()
    client.force_login(live_cast.accounts["wang"])
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    eyes = Eyes(live_cast.accounts["wang"].pk, "en", "/waiting", "localhost", "http")
    here, gone = (Listener(("1.",), {}, session=each) for each in (key, "over"))

    async def scene() -> tuple[int, bool]:
        views = Views()
        for each in (here, gone):
            cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
            assert views.join(each, eyes, cookie=cookie, about="")
        [view] = here.parts
        view.want()
        await asyncio.wait_for(here.wake.wait(), 20)
        return view.number, gone in view.listeners

    assert async_to_sync(scene)() == (1, False)
    assert gone.doubted and not here.doubted


def test_nothing_is_kept_of_a_part_when_all_who_had_it_have_logged_out(
    live_cast: Cast,
) -> None:
    """Or four hundred who log out at an open page use up the room for parts."""
    eyes = Eyes(live_cast.accounts["wang"].pk, "en", "/waiting", "localhost", "http")
    gone = Listener(("1.",), {}, session="over")

    async def scene() -> int:
        views = Views()
        views.join(gone, eyes, cookie="", about="")
        [view] = gone.parts
        view.want()
        await asyncio.wait_for(gone.wake.wait(), 20)
        views.leave(gone)
        return len(views._views)

    assert async_to_sync(scene)() == 0


def test_what_nobody_looks_at_any_more_is_not_made(
    live_cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever opens and closes streams makes no queue of pages for nobody."""
    made: list[View] = []
    monkeypatch.setattr(parts, "_asked", made.append)
    eyes = Eyes(live_cast.accounts["wang"].pk, "en", "/waiting", "localhost", "http")

    free = threading.Event()

    async def scene() -> None:
        views = Views()
        first = asyncio.create_task(parts._turns.take(9, lambda: free.wait(10)))
        for _time in range(3):
            ear = Listener(("1.",), {}, session="over")
            views.join(ear, eyes, cookie="", about="")
            [view] = ear.parts
            view.want()
            await asyncio.sleep(0.05)  # it waits for its turn
            views.leave(ear)
        free.set()
        await first
        await parts._turns.take(0, lambda: True)  # all others had their turn

    async_to_sync(scene)()
    assert made == []


def test_whoever_cannot_be_let_in_is_not_kept_waiting_for(
    live_cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand who come while the database is away leave nothing behind."""

    async def fails() -> None:
        raise OSError("no database")

    async def scene() -> int:
        relay = Relay()
        monkeypatch.setattr(relay, "look", fails)
        with pytest.raises(OSError):
            await relay.join(Listener(("1.",), {}))
        return len(relay.listeners)

    assert async_to_sync(scene)() == 0


def test_a_right_that_is_lost_between_the_question_and_the_line_is_doubted(
    live_cast: Cast,
) -> None:
    """The others were doubted while his answer was on its way."""
    grant = str(live_cast.accounts["ma"].grants.get().pk)

    async def scene() -> list[bool]:
        relay, first = Relay(), Listener(("1.3.",), {})
        await relay.join(first)
        late, fine = (Listener(("1.3.",), {}, doubts=relay.doubts) for _two in "12")
        await relay.join(fine)
        told = {"grant": grant}
        await sync_to_async(live_cast.do)("core.revoke_role", told, by="yan")
        await relay.look()
        fine.doubted = False
        await relay.join(late)
        relay.listeners.clear()
        return [late.doubted, fine.doubted]

    assert async_to_sync(scene)() == [True, False]


def test_who_comes_back_is_given_what_was_made_for_others(live_cast: Cast) -> None:
    client = Client()
    client.force_login(live_cast.accounts["wang"])
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    eyes = Eyes(live_cast.accounts["wang"].pk, "en", "/waiting", "localhost", "http")
    first, second = (Listener(("1.",), {}, session=key) for _two in range(2))

    async def scene() -> tuple[int, int, bool]:
        views = Views()
        cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
        views.join(first, eyes, cookie=cookie, about="")
        [view] = first.parts
        view.give(first)
        await asyncio.wait_for(first.wake.wait(), 20)
        views.join(second, eyes, cookie=cookie, about="")
        view.give(second)
        return view.number, second.parts[view], second.wake.is_set()

    assert async_to_sync(scene)() == (1, 0, True)


def test_what_one_has_read_is_kept_for_the_next_if_it_is_whole() -> None:
    relay = Relay()
    relay.heads = {7: ("1.", 4)}
    relay.remember(7, 1, [{"seq": 2}, {"seq": 4}])
    relay.remember(7, 1, [{"seq": 2}, {"seq": 3}])
    assert relay.told(7, 1) is None
    relay.remember(7, 1, [{"seq": 2}, {"seq": 3}, {"seq": 4}])
    assert relay.told(7, 2) == [{"seq": 3}, {"seq": 4}]
    assert relay.told(7, 0) is None


def test_a_line_beats_while_nothing_happens(monkeypatch) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.02)
    sent: list[bytes] = []

    async def send(message: Any) -> None:
        sent.append(message["body"])

    async def scene() -> None:
        ear = Listener((), {})
        told = live._tell(ear, {}, asyncio.Event().wait, send, first=b"")
        with suppress(TimeoutError):
            await asyncio.wait_for(told, 0.3)

    async_to_sync(scene)()
    assert len(sent) > 2 and set(sent) == {b"event: beat\ndata: {}\n\n"}
