"""What an alarm stands for, asked of the rows themselves: of one unit.

Safety says what nobody may overlook; beside it stand a promise that was not kept, a
plan that stays old, and a channel at which nothing arrives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from greenlane.connections.terms import REMOVAL
from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.models import Unit
from greenlane.dispatch.models import Promise, UnitPlan
from greenlane.notices import figures
from greenlane.notices.undelivered import silent_channels
from greenlane.places.models import SupplyPoint, SupplyState
from greenlane.places.supply import LIT
from greenlane.safety import alarms
from greenlane.safety.standing import stands
from greenlane.work.attaching import lines
from greenlane.work.queries import moments_of

# Of each sort that are looked through. What is beyond may stand all the same: `still`.
MOST = 500


@dataclass(frozen=True)
class Condition:
    """`order` is the key of the order that it stands on, if it stands on one."""

    sort: str
    about: UUID
    order: UUID | None = None


def conditions(unit: Unit) -> list[Condition]:
    """Inside the clock of the unit."""
    return [
        *_of_safety(unit),
        *(Condition("promise", order, order) for order in _broken(unit)),
        *(Condition("plan", row.pk) for row in _old_plans(unit)),
        *(Condition("channel", row.pk) for row in silent_channels(unit)),
    ]


def still(unit: Unit, sort: str, about: UUID) -> bool:
    """Whether this one stands, asked of its own row: before an alarm is ended."""
    if sort == "promise":
        return bool(_broken(unit, only=about))
    if sort == "plan":
        return _old_plans(unit).filter(pk=about).exists()
    if sort == "channel":
        return any(row.pk == about for row in silent_channels(unit))
    return stands(sort, about)


def _of_safety(unit: Unit) -> Iterator[Condition]:
    for each in alarms.standing(system(unit), most=MOST):
        if each.row.unit_id == unit.pk:
            order = each.order.pk if each.order else None
            yield Condition(each.sort, each.row.pk, order)


def _broken(unit: Unit, *, only: UUID | None = None) -> list[UUID]:
    """Still dark, past the time that four in five were to be lit by. The ledger says
    what is dark; it is asked only of orders with a point that nothing has lit since.
    """
    lit = SupplyState.objects.current().filter(
        ended_at=None, state__in=LIT, point=OuterRef("pk"),
        happened_at__gt=OuterRef(OuterRef("requested_at")),
    )  # fmt: skip
    dark = SupplyPoint.objects.filter(~Exists(lit), orders=OuterRef("pk"))
    late = Promise.objects.filter(
        unit=unit, replaced_at__isnull=True, p80_at__lt=clock.now()
    )
    rows = lines(system(unit)).going_on().exclude(mission=REMOVAL)
    due = rows.filter(Exists(dark), unit=unit, pk__in=late.values("order"))
    due = due.filter(pk=only) if only else due
    orders = list(due.order_by("id")[:MOST])
    return [key for key, (_time, held) in moments_of(orders).items() if held]


def _old_plans(unit: Unit) -> QuerySet[UnitPlan]:
    since = clock.now() - figures.grace(unit, "plan")
    return UnitPlan.objects.filter(unit=unit, stale_since__lt=since)
