"""What happened since a piece of evidence: work, switching, entering, a new infeed.

Each kind of evidence has its own enemies. What was recorded after it was found counts,
so a record that lay in a queue is as old as its finding, and never younger by coming
late. Nothing that happened is ever too small to count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from greenlane.core.gatewalk import once
from greenlane.core.prepared import prepared
from greenlane.places.models import SupplyState
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.closure import closure, orders_behind
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    Infeed,
    Isolation,
    Occurrence,
    Point,
    Ticket,
)
from greenlane.work.models import Clearance, Order, Stint

# Whether something of one kind happened since this evidence, on this order.
Happened = Callable[[Evidence, Order], bool]


def found_at(evidence: Evidence) -> datetime:
    """When it was found, as told; what a device says can only make it older."""
    return min(evidence.at, evidence.recorded_at)


@once
def overtaken(evidence: Evidence, order: Order) -> bool:
    """Whether something happened since that makes this evidence say nothing now."""
    return any(event(evidence, order) for event in VOID_BY.get(evidence.kind, ()))


def worked(evidence: Evidence, order: Order) -> bool:
    """Plain work on the section since. A row that gives evidence looks or switches."""
    return any(not stint.task.list_of("gives") for stint in _stints(evidence, order))


def entered(evidence: Evidence, order: Order) -> bool:
    """Anybody was in the area since, but for those who test there alone."""
    return any(not stint.task.exclusive for stint in _stints(evidence, order))


def switched(evidence: Evidence, order: Order) -> bool:
    """An infeed opened or closed, or an earth moved, on what the evidence covers."""
    sections, now = _keys(evidence, order), found_at(evidence)
    if _points_moved(sections, now):
        return True
    if evidence.kind == "proved_dead":  # an earth goes on because it is dead
        return False
    return bool(_earths_moved(sections, now))


@prepared
def _points_moved(sections: tuple[UUID, ...], since: datetime) -> QuerySet[Any, UUID]:
    moved = Q(opened_at__gt=since) | Q(unlocked_at__gt=since)
    return _first(Point.objects.filter(moved, isolation__in=sections))


@prepared
def _earths_moved(sections: tuple[UUID, ...], since: datetime) -> QuerySet[Any, UUID]:
    moved = Q(placed_at__gt=since) | Q(removed_at__gt=since)
    return _first(EarthSet.objects.filter(moved, isolation__in=sections))


def closed(evidence: Evidence, order: Order) -> bool:
    """A closing was released since, on this order or any other on the same plant."""
    return bool(_closings(_near(evidence, order)[1], found_at(evidence)))


@prepared
def _closings(orders: tuple[UUID, ...], since: datetime) -> QuerySet[Any, UUID]:
    rows = Clearance.objects.filter(order__in=orders, kind__in=CLOSINGS)
    return _first(rows.filter(given_at__gt=since))


def happened(evidence: Evidence, order: Order) -> bool:
    """The world did something there: treat the section as live."""
    sections, orders = _near(evidence, order)
    return bool(_occurred(order.site_id, sections, orders, found_at(evidence)))


@prepared
def _occurred(
    site: UUID, sections: tuple[UUID, ...], orders: tuple[UUID, ...], since: datetime
) -> QuerySet[Any, UUID]:
    where = Q(order__in=orders) | Q(site=site) | Q(site__isolations__in=sections)
    later = Occurrence.objects.filter(where, recorded_at__gt=since)
    return _first(later.exclude(kind="accident"))


def supply_changed(evidence: Evidence, order: Order) -> bool:
    """A supply point of the site got another state since."""
    return bool(_states(order.site_id, found_at(evidence)))


@prepared
def _states(site: UUID, since: datetime) -> QuerySet[Any, UUID]:
    return _first(SupplyState.objects.filter(point__site=site, recorded_at__gt=since))


def infeed_seen(evidence: Evidence, order: Order) -> bool:
    """A way in for volts was recorded on the site or section since, gone or not."""
    site, sections, seq = order.site_id, _keys(evidence, order), evidence.recorded_seq
    if _infeeds_found(site, sections, found_at(evidence)):
        return True
    # One that came late from a queue counts.
    return bool(
        seq is not None and _infeeds_told(site, sections, evidence.unit_id, seq)
    )


@prepared
def _infeeds_found(
    site: UUID, sections: tuple[UUID, ...], since: datetime
) -> QuerySet[Any, UUID]:
    mine = Q(site=site) | Q(isolation__in=sections)
    return _first(Infeed.objects.filter(mine, found_at__gt=since))


@prepared
def _infeeds_told(
    site: UUID, sections: tuple[UUID, ...], unit: int, seq: int
) -> QuerySet[Any, UUID]:
    mine = Q(site=site) | Q(isolation__in=sections)
    return _first(Infeed.objects.filter(mine, unit=unit, recorded_seq__gt=seq))


def ticket_ended(evidence: Evidence, order: Order) -> bool:
    """A ticket of the site ended since: its people may have left something closed."""
    return bool(_tickets_ended(order.site_id, found_at(evidence)))


@prepared
def _tickets_ended(site: UUID, since: datetime) -> QuerySet[Any, UUID]:
    return _first(Ticket.objects.filter(order__site=site, ended_at__gt=since))


# Kind of evidence → what makes it void. Ages come from the pack.
VOID_BY: dict[str, tuple[Happened, ...]] = {
    "proved_dead": (switched, closed, happened, infeed_seen),
    "area_closed": (entered,),
    "dead_test": (worked,),
    "acceptance": (worked,),
    "user_side_open": (ticket_ended, infeed_seen),
    "interlock": (worked, switched, infeed_seen),
    # Both sources as they turned then: whatever moved since may have crossed a phase.
    "rotation": (worked, switched, closed, happened, infeed_seen),
    "live_check": (switched, closed, happened, supply_changed),
}


def _stints(evidence: Evidence, order: Order) -> Iterator[Stint]:
    """Field stints in the area that run, or began or ended, after the evidence."""
    scope, _colon, area = evidence.covers.partition(":")
    for stint in _stints_since(order.site_id, found_at(evidence)):
        if scope == "area" and area in stint.task.list_of("areas"):
            yield stint


@prepared
def _stints_since(site: UUID, since: datetime) -> QuerySet[Stint]:
    later = Q(end_recorded_at__gt=since) | Q(recorded_at__gt=since)
    rows = Stint.objects.filter(task__order__site=site, field=True)
    return rows.filter(Q(ended_at__isnull=True) | later).select_related("task")


def _keys(evidence: Evidence, order: Order) -> tuple[UUID, ...]:
    """The isolation that the evidence covers; of an area, those of order and site."""
    scope, _colon, key = evidence.covers.partition(":")
    if scope == "isolation":
        return (UUID(key),)
    return tuple(sorted(_sections(order.pk, order.site_id)))


@once
def _near(
    evidence: Evidence, order: Order
) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """The isolations of the closure, and every order behind them.

    Volts do not stop at what a record covers: they reach all that hangs on the plant.
    """
    near = tuple(sorted({*_keys(evidence, order), *closure(order)}))
    behind = {order.pk, *(each.pk for each in orders_behind(near))}
    return near, tuple(sorted(behind))


@once
@prepared
def _sections(order: UUID, site: UUID) -> QuerySet[Isolation, UUID]:
    rows = Isolation.objects.filter(Q(order=order) | Q(site=site))
    return rows.values_list("pk", flat=True)


def _first(rows: QuerySet[Any]) -> QuerySet[Any, UUID]:
    """Enough to know that there is one."""
    return rows.values_list("pk", flat=True)[:1]
