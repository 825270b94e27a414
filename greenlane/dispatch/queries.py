"""What stands of the plans, for the pages: each in a few questions, however long it is.

Nothing here asks the engine, and nothing here is a word of a person: a line proposes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.core.prepared import prepared
from greenlane.dispatch.models import (
    Equipment,
    LineChange,
    Offer,
    OrderPlan,
    Pin,
    Promise,
    Revision,
    UnitPlan,
)
from greenlane.work.models import Order
from greenlane.workforce import crewkeys
from greenlane.workforce.models import Person, Team, TeamMember

NEWS = timedelta(minutes=30)  # so long a change is shouted at whoever it concerns


def plan_of(unit: Unit) -> UnitPlan | None:
    """Where the plan of the unit stands; none before the first."""
    return UnitPlan.objects.filter(unit=unit).first()


def revision_of(plan: UnitPlan) -> Revision | None:
    """The revision that stands, without all that it takes to compute it anew."""
    rows = Revision.objects.filter(unit=plan.unit_id, number=plan.number)
    return rows.defer("pinned").first()


def crews_of(person: Person) -> frozenset[str]:
    """The crews that this person may be meant by, as the engine calls them."""
    member = TeamMember.objects.filter(person=person).values("team")
    teams = Team.objects.filter(Q(pk__in=member) | Q(leader=person))
    mine = map(crewkeys.of_team, teams.values_list("pk", flat=True))
    return frozenset({crewkeys.of_person(person.pk), *mine})


def changes_of_unit(unit: Unit, since: datetime, *, most: int) -> list[LineChange]:
    """What was told otherwise since then, the newest first. One query."""
    told = _changes().filter(unit=unit, at__gte=since, start_before__isnull=False)
    return list(told[:most])


def added_since(unit: Unit, since: datetime) -> int:
    """How many tasks came into the plan: new to everybody, changed for nobody."""
    rows = LineChange.objects.filter(unit=unit, at__gte=since, start_before=None)
    return rows.count()


def changes_of_order(order: Order, since: datetime) -> list[LineChange]:
    return _changed(order.pk, since)


@prepared
def _changed(order: UUID, since: datetime) -> QuerySet[LineChange]:
    return _changes().filter(order=order, at__gte=since)


def changes_of_crew(
    unit: Unit, keys: Iterable[str], since: datetime
) -> list[LineChange]:
    """Of the tasks that one of these crews was or is meant for, to the last. One query.

    Passed on twice, a task names the crew only the first time.
    """
    named = Q(pk__in=[])
    for key in keys:
        named |= Q(crews_before__contains=key) | Q(crews__contains=key)
    mine = LineChange.objects.filter(named, unit=unit, at__gte=since).values("task")
    return list(_changes().filter(unit=unit, at__gte=since, task__in=mine))


def _changes() -> QuerySet[LineChange]:
    rows = LineChange.objects.select_related("task", "order__site")
    return rows.order_by("-at", "-revision", "start_at", "pk")


def offers_beside(plan: UnitPlan) -> list[Offer]:
    """Other plans of the same moment, the calmest first, without their sheets."""
    rows = Offer.objects.filter(unit=plan.unit_id, number=plan.number).defer("sheet")
    return sorted(rows, key=lambda each: each.crews_changed)


def plans_of(orders: Iterable[Order]) -> dict[UUID, OrderPlan]:
    """Order → what the plan says of it as a whole. One query."""
    rows = OrderPlan.objects.filter(order__in=list(orders))
    return {row.order_id: row for row in rows}


def promises_of(orders: Iterable[Order]) -> dict[UUID, Promise]:
    """Order → the promise that stands. One query."""
    rows = Promise.objects.filter(order__in=list(orders), replaced_at__isnull=True)
    return {row.order_id: row for row in rows}


def promises_made(actor: Actor, unit: Unit) -> list[Promise]:
    """Every promise of the unit and of those below, the newest first; replaced too."""
    rows = Promise.objects.seen_by(actor).filter(unit__path__startswith=unit.path)
    return list(rows.select_related("order__playbook").order_by("-promised_at"))


def pins_of(tasks: Collection[UUID]) -> dict[UUID, Pin]:
    """Task → what a dispatcher holds of it. One query."""
    return {row.task_id: row for row in _pins(tuple(tasks))}


@prepared
def _pins(tasks: tuple[UUID, ...]) -> QuerySet[Pin]:
    rows = Pin.objects.current().filter(task__in=tasks, ended_at__isnull=True)
    return rows.select_related("team", "person", "behind")


def equipment_of(unit: Unit) -> dict[str, int]:
    """Kind → how many of it the unit has counted. One query."""
    rows = Equipment.objects.filter(unit=unit, replaced_at__isnull=True, count__gt=0)
    return dict(rows.order_by("kind").values_list("kind", "count"))


def orders_of_unit(unit: Unit) -> Sequence[Order]:
    """Open orders, the most urgent first: also those that the plan does not have."""
    rows = Order.objects.going_on().filter(unit=unit).select_related("site", "unit")
    return list(rows.order_by("priority", "need_at", "pk"))
