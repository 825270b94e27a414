"""A way in for volts is written down at once; who works nearby stops until it is shut.

Shared by the verb and by the survey, which finds infeeds too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import say
from greenlane.core.locks import Lock
from greenlane.core.refusals import Busy
from greenlane.network.models import Device
from greenlane.places.models import Site
from greenlane.safety.closure import behind, closure, closure_locks
from greenlane.safety.facts_isolation import InfeedRecorded
from greenlane.safety.facts_ticket import TicketInterrupted
from greenlane.safety.ground import Ground
from greenlane.safety.models import Infeed, Isolation, Point, Ticket
from greenlane.safety.ticket_queries import open_tickets
from greenlane.safety.voiding import rest, void
from greenlane.work.models import Order


@dataclass(frozen=True)
class Found:
    """What somebody saw: where, of what kind, on which section or device if known."""

    site: Site
    kind: str
    name: str
    isolation: Isolation | None = None
    device: Device | None = None
    number: str = ""


def record(found: Found, *, by: Actor, at: datetime) -> Infeed:
    """Write it down and interrupt every permitted ticket of its closure.

    Takes the locks of the site, its devices and isolations: call it before any lock of
    a higher rank. Raises Busy when the closure grew at this very moment.
    """
    near = _lock(found)
    touched = tuple(sorted({key for order in near for key in closure(order)}))
    infeed = Infeed.objects.create(
        unit_id=found.site.unit_id, site=found.site, isolation=found.isolation,
        device=found.device, kind=found.kind, name=found.name, number=found.number,
        found_at=at, found_by=by.account,
    )  # fmt: skip
    mine = [order.pk for order in near]
    tickets = locks.take(*open_tickets(touched, *mine))
    rested = [each for each in tickets if rest(each, cause="new-infeed", by=by)]
    voided = void_empty_lists(found.site, touched, at=at)
    subjects: set[tuple[str, UUID]] = {("site", found.site.pk), ("infeed", infeed.pk)}
    for order in near:
        subjects |= set(behind(order, touched))
    say(
        InfeedRecorded(infeed.pk, infeed.kind, found.site.pk, len(rested), len(voided)),
        subjects=tuple(subjects),
        unit=infeed.unit_id,
        at=at,
        stamps=(infeed,),
    )
    for ticket in rested:
        _tell(ticket, at)
    return infeed


def _lock(found: Found) -> list[Order]:
    """Lock the sites first: whoever adds to the closure there waits; then the rest."""
    sites = {lock for lock in _wanted(found) if lock.model is Site}
    locks.take(*sites)
    wanted = sites | {lock for lock in _wanted(found) if lock.model is not Site}
    locks.take(*wanted)
    if _wanted(found) - wanted:
        raise Busy("closure-moved", next_step="send-again")
    return _orders_near(found)


def _wanted(found: Found) -> set[Lock]:
    near = _orders_near(found)
    wanted = {lock for order in near for lock in closure_locks(order)}
    wanted |= {Lock(Site, found.site.pk), *(Lock(Order, each.pk) for each in near)}
    if found.device is not None:
        wanted.add(Lock(Device, found.device.pk))
    if found.isolation is not None:
        wanted.add(Lock(Isolation, found.isolation.pk))
    return wanted


def _orders_near(found: Found) -> list[Order]:
    """Orders of the site, of the named section, and of whatever hangs on the device."""
    keys = set(Order.objects.filter(site=found.site).values_list("pk", flat=True))
    if found.isolation is not None:
        keys.add(found.isolation.order_id)
    if found.device is not None:
        device = found.device.pk
        keys |= set(
            Isolation.objects.filter(source=device).values_list("order", flat=True)
        )
        keys |= set(
            Point.objects.filter(device=device, unlocked_at__isnull=True).values_list(
                "isolation__order", flat=True
            )
        )
    return list(Order.objects.filter(pk__in=keys).order_by("id"))


def void_empty_lists(
    site: Site, touched: tuple[UUID, ...], *, at: datetime
) -> list[Ticket]:
    """A ticket that said "no infeeds" is no longer true: it is revoked."""
    rows = Ticket.objects.filter(
        order__site=site,
        no_infeeds=True,
        ended_at__isnull=True,
        revoked_at__isnull=True,
    )
    tickets = locks.take(*rows)
    for ticket in tickets:
        floor = Ground(ticket.order, touched)
        void(ticket, floor, cause="new-infeed", at=at)
    return tickets


def _tell(ticket: Ticket, at: datetime) -> None:
    say(
        TicketInterrupted(ticket.pk, "new-infeed"),
        subjects=(ticket, ("order", ticket.order_id)),
        unit=ticket.unit_id,
        at=max(at, ticket.permitted_at or clock.now()),
    )
