"""What is open in a unit: orders, tasks, who works, what waits, what people hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from greenlane.core.models import Unit
from greenlane.dispatch import learning
from greenlane.dispatch.bridge import zones
from greenlane.dispatch.bridge.figures import Figures
from greenlane.dispatch.bridge.people import Staff
from greenlane.dispatch.models import Pin
from greenlane.planning.rows import Span
from greenlane.safety.models import Isolation
from greenlane.work.models import (
    Assignment,
    Head,
    Order,
    OrderHold,
    Stint,
    StopWork,
    Task,
    Wait,
)
from greenlane.workforce import crewkeys

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Open:
    """`orders` are those that can be planned; `resting` those that rest, and why."""

    orders: tuple[Order, ...]
    resting: Mapping[UUID, str]  # order -> held, stopped
    tasks: tuple[Task, ...]
    before: Mapping[UUID, tuple[UUID, ...]]
    running: Mapping[UUID, tuple[datetime, tuple[UUID, ...]]]
    worked: Mapping[UUID, timedelta]
    assigned: Mapping[UUID, tuple[UUID, ...]]
    waits: Mapping[UUID, datetime | None]  # task or order -> expected end
    pins: Mapping[UUID, Pin]
    learnt: Mapping[UUID, Span]
    asks_passes: bool  # the unit keeps a list of who may enter closed zones

    @cached_property
    def by_key(self) -> dict[UUID, Task]:
        return {task.pk: task for task in self.tasks}

    @cached_property
    def _order(self) -> dict[UUID, Order]:
        return {order.pk: order for order in self.orders}

    def site_of(self, task: Task) -> UUID:
        return self._order[task.order_id].site_id

    def is_begun(self, task: Task) -> bool:
        """Somebody works on it, or has; what it takes is out of the store."""
        return task.pk in self.running or task.pk in self.worked

    def access_of(self, task: Task) -> str:
        """The kind of closed zone that its site lies in, where anybody keeps a list."""
        site = self._order[task.order_id].site
        return zones.access(site) if self.asks_passes else ""

    def span(self, task: Task) -> Span:
        """Low, likely and high minutes: the playbook's, or what was learnt of it."""
        return self.learnt[task.pk]

    def not_before(self, task: Task, with_: Figures, zero: datetime) -> int:
        """The minute before which a wait or a pin keeps it from beginning."""
        found = 0
        for key in (task.pk, task.order_id):
            if key not in self.waits or task.pk in self.running:
                continue
            end = self.waits[key]
            known = end is not None and end > zero
            found = max(found, -(-(end - zero) // _MINUTE) if known else with_.unknown)  # type: ignore[operator]
        pin = self.pins.get(task.pk)
        if pin and pin.start_at and pin.start_at > zero:
            found = max(found, (pin.start_at - zero) // _MINUTE)
        return found

    def held_to(self, task: Task, staff: Staff) -> tuple[str, ...]:
        """The crews of those who were told to do it, or that a dispatcher holds."""
        pin = self.pins.get(task.pk)
        people = self.assigned.get(task.pk, ())
        found = set()
        if pin and (pin.team_id or pin.person_id):
            people = (pin.person_id,) if pin.person_id else ()
            found = {crewkeys.of_team(pin.team_id)} if pin.team_id else set()
        found |= {staff.of[key] for key in people if key in staff.of}
        return tuple(sorted(found))


def read(unit: Unit) -> Open:
    """Everything that stands open in the unit at this moment, in a dozen questions."""
    orders = list(
        Order.objects.filter(unit=unit, ended=False)
        .select_related("site__zone", "pack")
        .order_by("pk")
    )
    resting = _resting(orders)
    going = tuple(order for order in orders if order.pk not in resting)
    rows = list(
        Task.objects.filter(order__in=going)
        .select_related("order__playbook")
        .order_by("order", "place")
    )
    tasks = tuple(t for t in rows if t.finished_at is None and t.dropped_at is None)
    running, worked = _stints(tasks)
    return Open(
        orders=going,
        resting=resting,
        tasks=tasks,
        before=_before(rows),
        running=running,
        worked=worked,
        assigned=_assigned(tasks),
        waits=_waits(going, tasks),
        pins={
            pin.task_id: pin
            for pin in Pin.objects.current().filter(task__in=tasks, ended_at=None)
        },
        learnt=learning.spans(unit, tasks),
        asks_passes=zones.keeps_list(unit),
    )


def _resting(orders: list[Order]) -> dict[UUID, str]:
    """Orders on hold, and those whose work was stopped: on them, a site, a section."""
    held = OrderHold.objects.filter(order__in=orders, until=None)
    found = dict.fromkeys(held.values_list("order", flat=True), "held")
    stops = StopWork.objects.filter(lifted_at=None)
    for stopped, site, isolation in stops.values_list("order", "site", "isolation"):
        on, at = {stopped}, {site}
        if isolation:
            rows = Isolation.objects.filter(pk=isolation).values_list("order", "site")
            for order, place in rows:
                on.add(order)
                at.add(place)
        for each in orders:
            if each.pk in on or each.site_id in at:
                found[each.pk] = "stopped"
    return found


def _before(rows: Iterable[Task]) -> dict[UUID, tuple[UUID, ...]]:
    """Open tasks that come before each one, on the same order.

    Where one between them was dropped, what came before that comes before it now: a
    test stays behind the joints, or people would stand in the area that it closes.
    """
    of: dict[UUID, dict[str, Task]] = {}
    for task in rows:
        of.setdefault(task.order_id, {})[task.key] = task

    def ahead(task: Task) -> dict[UUID, None]:
        found: dict[UUID, None] = {}
        known = of[task.order_id]
        for before in (known[key] for key in task.list_of("after") if key in known):
            if before.dropped_at is not None:
                found |= ahead(before)
            elif before.finished_at is None:
                found[before.pk] = None
        return found

    return {
        task.pk: tuple(ahead(task)) for each in of.values() for task in each.values()
    }


def _stints(
    tasks: tuple[Task, ...],
) -> tuple[dict[UUID, tuple[datetime, tuple[UUID, ...]]], dict[UUID, timedelta]]:
    """Who is at work since when; and what was worked on tasks that are not done."""
    running: dict[UUID, tuple[datetime, tuple[UUID, ...]]] = {}
    worked: dict[UUID, timedelta] = {}
    for stint in Stint.objects.current().filter(task__in=tasks).order_by("happened_at"):
        begun = stint.started_at or stint.happened_at
        if stint.ended_at is None:
            since, people = running.get(stint.task_id, (begun, ()))
            heads = Head.objects.filter(stint=stint, left_at=None)
            here = tuple(heads.values_list("person", flat=True))
            running[stint.task_id] = (min(since, begun), people + here)
        else:
            spent = worked.get(stint.task_id, timedelta())
            worked[stint.task_id] = spent + (stint.ended_at - begun)
    return running, worked


def _assigned(tasks: tuple[Task, ...]) -> dict[UUID, tuple[UUID, ...]]:
    found: dict[UUID, tuple[UUID, ...]] = {}
    rows = Assignment.objects.current().filter(task__in=tasks, ended_at=None)
    for task, person in rows.order_by("pk").values_list("task", "person"):
        found[task] = (*found.get(task, ()), person)
    return found


def _waits(
    orders: tuple[Order, ...], tasks: tuple[Task, ...]
) -> dict[UUID, datetime | None]:
    """The latest end that somebody expects; none where one of them has no end."""
    found: dict[UUID, datetime | None] = {}
    rows = Wait.objects.current().filter(order__in=orders, ended_at=None)
    known = {task.pk for task in tasks}
    for order, task, end in rows.values_list("order", "task", "expected_end"):
        key = task or order
        if task and task not in known:
            continue
        before = found.get(key, end)
        found[key] = None if before is None or end is None else max(before, end)
    return found
