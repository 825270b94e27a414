"""An order with a few tasks, and a way to run this room's functions inside the door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from greenlane.core import clock
from greenlane.core.command import Answer, Command, answer, commands
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.work.models import Order, Task
from greenlane.work.orders import open_order

# key, stage, after, skill, gives, acts, areas, on
ROWS = (
    ("A01", "intake", "", "intake", "", "", "", ""),
    ("A03", "survey", "A01", "survey", "G1", "", "", ""),
    ("A07", "briefing", "A03", "leader", "G4", "", "", ""),
    ("A10", "build", "A07", "cable", "", "", "lv", ""),
    ("A11", "build", "A07", "cable", "", "", "lv", ""),
    ("A15", "test", "A10 A11", "test", "G10", "", "lv", ""),
    ("A18", "energise", "A15", "switch", "G15", "energise", "lv", ""),
    ("A20", "handover", "A18", "inspect", "G17", "hand_over", "", ""),
)


def inside(cast: Any, deed: Callable[[], Any], *, by: str = "zhao") -> Any:
    """Run this inside a command, through the door, and give back what it returns."""
    kept: list[Any] = []

    def run(form: CommandForm, *, by: Any, at: Any) -> Answer:
        kept.append(deed())
        return answer("done")

    name = "work.inside_a_test"
    commands()[name] = Command(name, "", CommandForm, "read", DESK, (), run)
    try:
        cast.do(name, {}, by=by)
    finally:
        del commands()[name]
    return kept[0]


def new_order(cast: Any, **given: Any) -> Order:
    """An order on the cast's site, without tasks."""
    wanted = {
        "site": cast.site,
        "points": [cast.block1],
        "mission": "connection",
        "requested_at": clock.now(),
        **given,
    }
    return inside(cast, lambda: open_order(cast.unit, **wanted))


def order_with_tasks(cast: Any, **given: Any) -> Order:
    """The same, with the tasks of ROWS."""
    order = new_order(cast, **given)

    def lay_out() -> None:
        for place, row in enumerate(ROWS, 1):
            key, stage, after, skill, gives, acts, areas, on = row
            Task.objects.create(
                unit=cast.unit, order=order, key=key, place=place, title_zh=key,
                title_en=key, stage=stage, after=after, skill=skill, heads=1, low=5,
                likely=10, high=20, gives=gives, acts=acts, areas=areas, on=on,
            )  # fmt: skip

    inside(cast, lay_out)
    return order


def task(order: Order, key: str) -> Task:
    return Task.objects.get(order=order, key=key)


def key_of(order: Order, key: str) -> str:
    """The key of a task's row, as a form takes it."""
    return str(task(order, key).pk)


def done(cast: Any, order: Order, *keys: str, by: str = "wang") -> None:
    """These tasks are finished, whatever came before."""

    def finish() -> None:
        now = clock.now()
        Task.objects.filter(order=order, key__in=keys).update(finished_at=now)

    inside(cast, finish, by=by)


def desk_stint(cast: Any, order: Order, key: str, *, by: str) -> str:
    """Somebody is at work on a desk task; the key of the stint."""
    begun = cast.do("work.start_desk_work", {"task": key_of(order, key)}, by=by)
    return str(begun.facts["stint"])
