"""What the rows tell the ledger about one supply point, now or as it was known then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from greenlane.places.models import SupplyPoint, SupplyState
from greenlane.work.ledger import Item, Story, Stretch
from greenlane.work.models import Order, Task
from greenlane.work.stints import is_desk
from greenlane.work.story_rows import Known, StoryRows

GRID = frozenset({"grid_temporary", "grid_permanent", "dual"})
SUPPLIED = GRID | {"generator"}
# Who answers for a gap of a task that nobody is assigned to.
_ROLE_OF = {
    "intake": "duty_officer",
    "survey": "survey_engineer",
    "engineer": "survey_engineer",
    "issuer": "issuer",
    "leader": "leader",
    "permit": "permitter",
    "switch": "switching",
    "test": "tester",
    "inspect": "inspector",
    "meter": "meter",
    "stores": "stores",
}


def story_for(
    order: Order, point: SupplyPoint | None = None, *, seq: int | None = None
) -> Story:
    """The story of one supply point; without one, of the point that waits longest."""
    return _story(order, StoryRows([order], known=Known(seq)), point)


def stories_of(order: Order) -> list[tuple[SupplyPoint, Story]]:
    """Every supply point of the order with its story, out of the same rows."""
    rows = StoryRows([order], known=Known())
    return [(point, _story(order, rows, point)) for point in rows.points[order.pk]]


def stories_for(orders: Sequence[Order]) -> dict[UUID, Story]:
    """Order → the story of its point that waits longest; the price of one order."""
    rows = StoryRows(orders, known=Known())
    return {order.pk: _story(order, rows, None) for order in orders}


def _story(order: Order, rows: StoryRows, point: SupplyPoint | None) -> Story:
    known, tasks = rows.known, rows.tasks[order.pk]
    lit, mine = _darkest(order, rows, [point] if point else rows.points[order.pk])
    return Story(
        requested=order.requested_at,
        need_at=order.need_at,
        energised=lit,
        items=tuple(_item(task) for task in tasks),
        finished=_finished(tasks, known),
        spans=tuple(rows.spans[order.pk]),
        holds=tuple(_holds(order, known)),
        ends=tuple(_ends(order, known)),
        kept_supply=tuple(
            Stretch(state.happened_at, known.end_of(state))
            for state in mine
            if state.state in SUPPLIED
        ),
        p80_minutes=order.playbook.p80_minutes if order.playbook else None,
        owner=f"person:{order.taken_by_id}" if order.taken_by_id else "role:dispatcher",
    )


def _item(task: Task) -> Item:
    verb = "work.start_desk_work" if is_desk(task) else "work.start_field_work"
    owner = f"role:{_ROLE_OF.get(task.skill, 'crew')}"
    return Item(task.key, task.list_of("after"), task.likely, owner, verb)


def _finished(tasks: Iterable[Task], known: Known) -> dict[str, datetime]:
    over = ((task, task.finished_at or task.dropped_at) for task in tasks)
    return {task.key: at for task, at in over if at and known.has(task.recorded_seq)}


def _holds(order: Order, known: Known) -> Iterable[Stretch]:
    for hold in order.holds.all():
        if known.has(hold.recorded_seq):
            holder = f"person:{hold.holder_id}" if hold.holder_id else ""
            yield Stretch(hold.since, known.end_of(hold, "until"), holder)


def _ends(order: Order, known: Known) -> Iterable[Stretch]:
    for end in order.ends.all():
        if end.kind != "closed" and known.has(end.recorded_seq):
            yield Stretch(end.at, known.end_of(end, "reopened_at"))


def _darkest(
    order: Order, rows: StoryRows, points: list[SupplyPoint]
) -> tuple[datetime | None, list[SupplyState]]:
    """(energised at, its states) of the point that has no light yet, or got it last."""
    if not points:
        return _last_closing(rows.tasks[order.pk], rows.known), []
    given = rows.closings[order.pk]
    found = [
        (_energised(order, rows.states[point.pk], given), rows.states[point.pk])
        for point in points
    ]
    dark = [each for each in found if each[0] is None]
    return dark[0] if dark else max(found, key=lambda each: str(each[0]))


def _energised(
    order: Order, states: list[SupplyState], given: list[datetime]
) -> datetime | None:
    """By the order's own first closing on; without one, by whatever brought the grid.

    A generator of another order keeps the point lit, but is not what was asked for.
    """
    since = max(order.requested_at, given[0]) if given else order.requested_at
    enough = SUPPLIED if given else GRID
    after = (s.happened_at for s in states if s.state in enough)
    return next((at for at in after if at >= since), None)


def _last_closing(tasks: list[Task], known: Known) -> datetime | None:
    """For an order without points: when its last closing was finished."""
    closings = [
        t for t in tasks if "energise" in t.list_of("acts") and not t.dropped_at
    ]
    ends = [t.finished_at for t in closings if known.has(t.recorded_seq)]
    times = [at for at in ends if at]
    return max(times) if times and len(times) == len(closings) else None
