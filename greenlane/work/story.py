"""What the rows tell the ledger about one supply point, now or as it was known then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from greenlane.places.models import SupplyPoint, SupplyState
from greenlane.work.ledger import Item, Span, Story, Stretch
from greenlane.work.models import (
    Assignment,
    Clearance,
    Handoff,
    Order,
    Stint,
    Task,
    Wait,
)
from greenlane.work.stints import is_desk

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


@dataclass(frozen=True)
class Known:
    """What was known up to number `seq` of the order's stream; None means all of it."""

    seq: int | None = None

    def told(self, rows: Any) -> Iterable[Any]:
        return rows.current() if self.seq is None else rows.as_of(self.seq)

    def has(self, number: int | None) -> bool:
        return self.seq is None or number is None or number <= self.seq

    def end_of(self, row: Any, field: str = "ended_at") -> datetime | None:
        """The end, if it had been told."""
        known = self.seq is None or (row.ended_seq or 0) <= self.seq
        return getattr(row, field) if known else None


def story_for(
    order: Order, point: SupplyPoint | None = None, *, seq: int | None = None
) -> Story:
    """The story of one supply point; without one, of the point that waits longest."""
    known = Known(seq)
    tasks = list(Task.objects.filter(order=order).order_by("place"))
    points = [point] if point else list(order.points.order_by("id"))
    states = _states(points, known)
    lit, mine = _darkest(order, tasks, points, states, known)
    return Story(
        requested=order.requested_at,
        need_at=order.need_at,
        energised=lit,
        items=tuple(_item(task) for task in tasks),
        finished=_finished(tasks, known),
        spans=tuple(_spans(order, {task.pk: task.key for task in tasks}, known)),
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


def _spans(order: Order, keys: dict[Any, str], known: Known) -> Iterable[Span]:
    for stint in known.told(Stint.objects.filter(task__order=order)):
        yield _span(stint, "work", keys[stint.task_id], stint.leader_id, known)
    for each in known.told(Assignment.objects.filter(task__order=order)):
        yield _span(each, "assigned", keys[each.task_id], each.person_id, known)
    for offer in known.told(Handoff.objects.filter(task__order=order)):
        yield _span(offer, "handoff", keys[offer.task_id], offer.taker_id, known)
    for wait in known.told(Wait.objects.filter(order=order)):
        yield Span(
            "wait",
            keys.get(wait.task_id),
            wait.happened_at,
            known.end_of(wait),
            cause=wait.cause,
            holder=wait.holder,
            expected_end=wait.expected_end,
            recorded_seq=wait.recorded_seq or 0,
        )


def _span(row: Any, kind: Any, key: str, person: Any, known: Known) -> Span:
    return Span(
        kind,
        key,
        row.happened_at,
        known.end_of(row),
        holder=f"person:{person}",
        recorded_seq=row.recorded_seq or 0,
    )


def _holds(order: Order, known: Known) -> Iterable[Stretch]:
    for hold in order.holds.all():
        if known.has(hold.recorded_seq):
            holder = f"person:{hold.holder_id}" if hold.holder_id else ""
            yield Stretch(hold.since, known.end_of(hold, "until"), holder)


def _ends(order: Order, known: Known) -> Iterable[Stretch]:
    for end in order.ends.all():
        if end.kind != "closed" and known.has(end.recorded_seq):
            yield Stretch(end.at, known.end_of(end, "reopened_at"))


def _states(points: list[SupplyPoint], known: Known) -> dict[Any, list[SupplyState]]:
    rows: dict[Any, list[SupplyState]] = {point.pk: [] for point in points}
    told = known.told(SupplyState.objects.filter(point__in=points))
    for state in sorted(told, key=lambda each: each.happened_at):
        rows[state.point_id].append(state)
    return rows


def _darkest(
    order: Order,
    tasks: list[Task],
    points: list[SupplyPoint],
    states: dict[Any, list[SupplyState]],
    known: Known,
) -> tuple[datetime | None, list[SupplyState]]:
    """(energised at, its states) of the point that has no light yet, or got it last."""
    if not points:
        return _last_closing(tasks, known), []
    closings = Clearance.objects.filter(order=order, kind="energise")
    given = sorted(c.given_at for c in closings if known.has(c.recorded_seq))
    found = [
        (_energised(order, states[point.pk], given), states[point.pk])
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
