"""What happened since a piece of evidence: work, switching, entering, a new infeed.

Each kind of evidence has its own enemies. What was recorded after it was found counts,
so a record that lay in a queue is as old as its finding, and never younger by coming
late. Nothing that happened is ever too small to count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Q

from greenlane.core.gatewalk import once
from greenlane.places.models import SupplyState
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.closure import orders_behind
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

Event = Callable[[Evidence, Order], bool]


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
    sections, now = _sections(evidence, order), found_at(evidence)
    points = Q(opened_at__gt=now) | Q(unlocked_at__gt=now)
    if Point.objects.filter(points, isolation__in=sections).exists():
        return True
    if evidence.kind == "proved_dead":  # an earth goes on because it is dead
        return False
    earths = Q(placed_at__gt=now) | Q(removed_at__gt=now)
    return EarthSet.objects.filter(earths, isolation__in=sections).exists()


def closed(evidence: Evidence, order: Order) -> bool:
    """A closing was released since, on any order behind the same isolations."""
    behind = {order.pk, *(each.pk for each in orders_behind(_keys(evidence, order)))}
    return Clearance.objects.filter(
        order__in=behind, kind__in=CLOSINGS, given_at__gt=found_at(evidence)
    ).exists()


def happened(evidence: Evidence, order: Order) -> bool:
    """The world did something there: treat the section as live."""
    behind = [order.pk, *(each.pk for each in orders_behind(_keys(evidence, order)))]
    where = Q(order__in=behind) | Q(site=order.site_id)
    later = Occurrence.objects.filter(where, recorded_at__gt=found_at(evidence))
    return later.exclude(kind="accident").exists()


def supply_changed(evidence: Evidence, order: Order) -> bool:
    """A supply point of the site got another state since."""
    return SupplyState.objects.filter(
        point__site=order.site_id, recorded_at__gt=found_at(evidence)
    ).exists()


def infeed_seen(evidence: Evidence, order: Order) -> bool:
    """A way in for volts was recorded on the site or section since, gone or not."""
    mine = Q(site=order.site_id) | Q(isolation__in=_keys(evidence, order))
    later = Q(found_at__gt=found_at(evidence))
    if evidence.recorded_seq is not None:  # one that came late from a queue counts
        later |= Q(unit=evidence.unit_id, recorded_seq__gt=evidence.recorded_seq)
    return Infeed.objects.filter(mine, later).exists()


def ticket_ended(evidence: Evidence, order: Order) -> bool:
    """A ticket of the site ended since: its people may have left something closed."""
    return Ticket.objects.filter(
        order__site=order.site_id, ended_at__gt=found_at(evidence)
    ).exists()


# Kind of evidence → what makes it void. Ages come from the pack.
VOID_BY: dict[str, tuple[Event, ...]] = {
    "proved_dead": (switched, closed, happened, infeed_seen),
    "area_closed": (entered,),
    "dead_test": (worked,),
    "acceptance": (worked,),
    "user_side_open": (ticket_ended, infeed_seen),
    "interlock": (worked, switched, infeed_seen),
    "live_check": (switched, closed, happened, supply_changed),
}


def _stints(evidence: Evidence, order: Order) -> Iterator[Stint]:
    """Field stints in the area that run, or began or ended, after the evidence."""
    scope, _colon, area = evidence.covers.partition(":")
    now = found_at(evidence)
    stints = Stint.objects.filter(task__order__site=order.site_id, field=True).filter(
        Q(ended_at__isnull=True) | Q(end_recorded_at__gt=now) | Q(recorded_at__gt=now)
    )
    for stint in stints.select_related("task"):
        if scope == "area" and area in stint.task.list_of("areas"):
            yield stint


def _sections(evidence: Evidence, order: Order) -> list[Isolation]:
    """The isolation that the evidence covers; of an area, those of order and site."""
    scope, _colon, key = evidence.covers.partition(":")
    return _covered(order, key if scope == "isolation" else None)


@once
def _covered(order: Order, key: str | None) -> list[Isolation]:
    mine = Q(pk=key) if key is not None else Q(order=order) | Q(site=order.site_id)
    return list(Isolation.objects.filter(mine))


def _keys(evidence: Evidence, order: Order) -> tuple:
    return tuple(each.pk for each in _sections(evidence, order))
