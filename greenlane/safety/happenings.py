"""What every report of an occurrence does: state, alarm, tickets at rest, hold (G0)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import current, say
from greenlane.core.locks import Lock
from greenlane.places.models import Site, SupplyPoint
from greenlane.places.supply import set_state
from greenlane.safety.closure import behind, closure, closure_locks
from greenlane.safety.facts_evidence import OccurrenceReported
from greenlane.safety.models import Occurrence, Ticket
from greenlane.safety.revoking import interrupt
from greenlane.work.models import Order


@dataclass(frozen=True)
class Report:
    """What somebody tells: of which place, by whose word."""

    kind: str
    site: Site
    told_by: str
    what: str
    order: Order | None = None
    point: SupplyPoint | None = None
    state: str = ""


def report(told: Report, *, by: Actor, at: datetime) -> Occurrence:
    """Write it down, whatever the gates would say: a record may not deny the world."""
    orders = _orders(told)
    wanted = [lock for order in orders for lock in closure_locks(order)]
    points = [Lock(SupplyPoint, point.pk) for point in _points(told)]
    locks.take(Lock(Site, told.site.pk), *wanted, *points, *map(locks.of, orders))
    row = Occurrence.objects.create(
        unit_id=told.site.unit_id, kind=told.kind, order=told.order, site=told.site,
        point=told.point, at=at, recorded_at=clock.now(), told_by=told.told_by,
        what=told.what, raised_by=by.account, time_source=current().time_source,
    )  # fmt: skip
    touched = _isolations(orders)
    rested = sum(
        interrupt(ticket, cause=told.kind, at=at, told_in=row.unit_id)
        for ticket in _open_tickets(touched, orders)
    )
    if told.state:
        for point in _points(told):
            set_state(point, told.state, at=at, by=by)
    subjects: set[tuple[str, UUID]] = {("site", told.site.pk), ("occurrence", row.pk)}
    for order in orders:
        subjects |= set(behind(order, touched))
    fact = OccurrenceReported(row.pk, told.kind, rested)
    say(fact, subjects=tuple(subjects), unit=row.unit_id, at=at, stamps=(row,))
    return row


def _orders(told: Report) -> list[Order]:
    """The named order, and every order of the site that has not ended."""
    rows = Order.objects.filter(site=told.site).without_end()
    found = {order.pk: order for order in rows}
    if told.order is not None:
        found[told.order.pk] = told.order
    return [found[key] for key in sorted(found)]


def _isolations(orders: list[Order]) -> tuple[UUID, ...]:
    return tuple(sorted({key for order in orders for key in closure(order)}))


def _open_tickets(isolations: tuple[UUID, ...], orders: list[Order]) -> list[UUID]:
    rows = Ticket.objects.filter(permitted_at__isnull=False, ended_at__isnull=True)
    mine = rows.filter(isolation__in=isolations) | rows.filter(order__in=orders)
    return list(mine.distinct().order_by("id").values_list("pk", flat=True))


def _points(told: Report) -> list[SupplyPoint]:
    if told.point is not None:
        return [told.point]
    return list(told.site.points.order_by("id"))
