"""The planner of a house that serves: killed, stopped, its engine killed, for real.

What people were told stands, is marked, and is mended: how long each takes, in figures.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from greenlane.dispatch.models import Kind, Revision, UnitPlan
from greenlane.dispatch.tests import stage
from greenlane.work.models import Order
from tests.serving import house

pytestmark = [
    pytest.mark.soak,
    pytest.mark.pure,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds processes in /proc"),
]
SECONDS, NOTES = 90.0, 200
ENGINE, PLANNER = "greenlane.planning.worker", "greenlane.server.leash\0planner"


def test_a_plan_outlives_its_planner_and_its_engine(
    live_cast: Any, figures: Any
) -> None:
    with house(GREENLANE_PLANNER="1", GREENLANE_PLANNER_SECONDS="6") as place:
        stage.requested(live_cast)
        until(lambda: bool(standing()))
        planner = until(lambda: below(place.child.pid, PLANNER))

        # The engine is killed in its work: the mended plan stands, marked or renewed.
        stage.done(live_cast, "A01", by="wang")
        engine = until(lambda: below(planner, ENGINE))
        os.kill(engine, signal.SIGKILL)
        killed = timed(lambda: standing().kind == Kind.FALLBACK)
        figures(f"planner's engine killed: another plan stands after {killed:.1f} s")

        # The next news makes it fresh again; then the planner hangs, and is missed.
        stage.requested(live_cast, although_open=True)
        until(lambda: plan().stale_since is None and standing().kind == Kind.BETTER)
        os.kill(planner, signal.SIGSTOP)
        stage.requested(live_cast, although_open=True)
        silent = timed(lambda: plan().stale_since is not None)
        assert plan().stale_why == "silent"
        figures(f"planner stopped: its plan is marked after {silent:.1f} s of silence")

        # It is killed: the house starts another, which plans anew by itself.
        number = plan().number
        os.kill(planner, signal.SIGKILL)
        again = timed(lambda: plan().number > number and plan().stale_since is None)
        assert below(place.child.pid, PLANNER) != planner
        figures(f"planner killed: another one has planned after {again:.1f} s")


def plan() -> UnitPlan:
    return UnitPlan.objects.get()


def standing() -> Any:
    """The revision that people see; nothing before the first."""
    return Revision.objects.order_by("number").last()


def timed(happened: Callable[[], bool]) -> float:
    began = time.monotonic()
    until(happened)
    return time.monotonic() - began


def until(found: Callable[[], Any]) -> Any:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if something := found():
            return something
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def below(parent: int, named: str) -> int:
    """The process with this in its command line, among all descendants; 0 for none."""
    parents, words = {}, {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            with suppress(OSError):
                parents[int(each.name)] = int(
                    (each / "stat").read_text().rpartition(")")[2].split()[1]
                )
                words[int(each.name)] = (each / "cmdline").read_text()
    for process, line in words.items():
        above = process
        while above in parents and above != parent:
            above = parents[above]
        if named in line and above == parent and process != parent:
            return process
    return 0


def test_no_command_waits_long_for_a_plan(live_cast: Any, figures: Any) -> None:
    """Notes while plans of sixty orders are published, and while none is."""
    orders = [stage.requested(live_cast, although_open=n > 0) for n in range(60)]
    with house(GREENLANE_PLANNER="1", GREENLANE_PLANNER_SECONDS="2") as place:
        until(lambda: bool(standing()))
        planner = until(lambda: below(place.child.pid, PLANNER))
        before = standing().number
        beside = [_note(live_cast, orders, turn) for turn in range(NOTES)]
        published = standing().number - before
        os.kill(planner, signal.SIGSTOP)
        try:
            alone = [_note(live_cast, orders, turn) for turn in range(NOTES)]
        finally:
            os.kill(planner, signal.SIGKILL)
    figures(
        f"{NOTES} notes beside {published} plans of 60 orders: median"
        f" {_ms(median(beside))}, slowest {_ms(max(beside))}; beside none: median"
        f" {_ms(median(alone))}, slowest {_ms(max(alone))}"
    )
    assert published > 3


def _note(cast: Any, orders: list[Any], turn: int) -> float:
    """Before each twentieth comes news for the planner; a note is none."""
    time.sleep(0.1)
    order = str(orders[turn % len(orders)].pk)
    if turn % 20 == 0:
        now = Order.objects.get(pk=order).priority
        said = {"order": order, "priority": now % 5 + 1, "reason": "第二轮"}
        cast.do("work.reprioritise", said, by="feng")
    began = time.perf_counter()
    cast.do("work.add_note", {"order": order, "text": f"第{turn}条"}, by="wang")
    return time.perf_counter() - began


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
