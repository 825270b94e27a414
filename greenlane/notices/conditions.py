"""What an alarm stands for, asked of the rows themselves: of one unit.

Safety says what nobody may overlook; beside it stand a promise that was not kept, a
plan that stays old, and a channel at which nothing arrives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from greenlane.connections.terms import REMOVAL
from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.models import Unit
from greenlane.dispatch.models import Promise, UnitPlan
from greenlane.notices import figures
from greenlane.notices.models import Alarm
from greenlane.notices.undelivered import silent_channels
from greenlane.places.models import SupplyPoint, SupplyState
from greenlane.places.supply import LIT
from greenlane.safety import standing
from greenlane.work.attaching import lines
from greenlane.work.models import Order
from greenlane.work.queries import moments_of

# Of each sort that are raised, or asked of, in one look: the next one goes on.
MOST = 200


@dataclass(frozen=True)
class Condition:
    """`order` is the key of the order that it stands on, if it stands on one."""

    sort: str
    about: UUID
    order: UUID | None = None


@dataclass(frozen=True)
class Unraised:
    """What stands and has no alarm. `more`: there may be others, look again at once.

    `after`: of late orders the last that was looked at; None: all of them were.
    """

    new: tuple[Condition, ...]
    more: bool
    after: UUID | None


def unraised(unit: Unit, *, after: UUID | None = None) -> Unraised:
    """The oldest first, and no more than MOST of a sort. Inside the unit's clock."""
    new = [
        Condition(sort, key, order)
        for sort in standing.SORTS
        for key, order in _page(_keys(standing.standing(sort, unit)), sort)
    ]
    page = _page(_late(unit).filter(pk__gt=after) if after else _late(unit), "promise")
    new += [Condition("promise", key, key) for key in _dark(page)]
    new += [Condition("plan", row.pk) for row in _page(_old_plans(unit), "plan")]
    new += [Condition("channel", x.pk) for x in _page(silent_channels(unit), "channel")]
    many = Counter(each.sort for each in new)
    goes_on = len(page) == MOST
    more = goes_on or MOST in many.values()
    return Unraised(tuple(new), more, page[-1].pk if goes_on else None)


def over(unit: Unit, rows: Iterable[Alarm]) -> list[Alarm]:
    """Those of these alarms whose condition stands no more. Inside the unit's clock."""
    by_sort: dict[str, list[Alarm]] = {}
    for row in rows:
        by_sort.setdefault(row.sort, []).append(row)
    gone: list[Alarm] = []
    for sort, some in by_sort.items():
        for page in _pages(some):
            stands = _still(unit, sort, {row.about for row in page})
            gone += [row for row in page if row.about not in stands]
    return gone


def _still(unit: Unit, sort: str, keys: set[UUID]) -> set[UUID]:
    """Which of these stand, asked of their own rows."""
    if sort == "promise":
        return set(_dark(list(_late(unit).filter(pk__in=keys))))
    rows = _OTHERS[sort](unit) if sort in _OTHERS else standing.standing(sort, unit)
    return set(rows.filter(pk__in=keys).values_list("pk", flat=True))


def _pages(rows: Sequence[Alarm]) -> Iterator[Sequence[Alarm]]:
    for start in range(0, len(rows), MOST):
        yield rows[start : start + MOST]


def _page(rows: QuerySet[Any], sort: str) -> list[Any]:
    """The oldest of those of which no alarm stands."""
    raised = Alarm.objects.filter(
        unit=OuterRef("unit"), sort=sort, about=OuterRef("pk"), cleared_at__isnull=True
    )
    return list(rows.filter(~Exists(raised)).order_by("pk")[:MOST])


def _keys(rows: QuerySet[Any]) -> QuerySet[Any, tuple[UUID, UUID | None]]:
    return rows.values_list("pk", "order")


def _late(unit: Unit) -> QuerySet[Order]:
    """Past the time that four in five were to be lit by, with a point that nothing has
    lit since: of these the ledger is asked.
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
    return rows.filter(Exists(dark), unit=unit, pk__in=late.values("order"))


def _dark(orders: Sequence[Order]) -> list[UUID]:
    """Of these, still dark: the ledger says so."""
    return [key for key, (_time, held) in moments_of(orders).items() if held]


def _old_plans(unit: Unit) -> QuerySet[UnitPlan]:
    since = clock.now() - figures.grace(unit, "plan")
    return UnitPlan.objects.filter(unit=unit, stale_since__lt=since)


_OTHERS: dict[str, Callable[[Unit], QuerySet[Any]]] = {
    "plan": _old_plans,
    "channel": silent_channels,
}
