"""Reads about tickets: which are open, who is behind an isolation, what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from greenlane.core.gatewalk import Act, once
from greenlane.core.prepared import prepared
from greenlane.safety.closure import orders_behind
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    Infeed,
    Isolation,
    Ticket,
    TicketBreak,
)
from greenlane.work.models import Head, Stint
from greenlane.workforce.models import Person


def open_tickets(isolations: tuple[UUID, ...], *orders: UUID) -> list[Ticket]:
    """Permitted and not ended: on these isolations, of these orders, or, without a
    section of their own, of an order behind the isolations.

    Interrupted and revoked ones count: their people may still be there.
    """
    behind = tuple(each.pk for each in orders_behind(isolations))
    return _open(isolations, orders, behind)


@prepared
def _open(
    isolations: tuple[UUID, ...], orders: tuple[UUID, ...], behind: tuple[UUID, ...]
) -> QuerySet[Ticket]:
    mine = Q(isolation__in=isolations) | Q(order__in=orders)
    mine |= Q(order__in=behind, isolation__isnull=True)
    rows = Ticket.objects.filter(
        mine, permitted_at__isnull=False, ended_at__isnull=True
    )
    return rows.select_related("leader", "isolation", "order").order_by("permitted_at")


@once
def permitted_tickets(order: UUID) -> list[Ticket]:
    """Tickets of the order under which people may work at this moment."""
    rows = Ticket.objects.filter(order=order, permitted_at__isnull=False)
    rows = rows.filter(ended_at__isnull=True, revoked_at__isnull=True)
    return list(
        rows.exclude(pk__in=resting()).select_related("isolation").order_by("id")
    )


def led_by(leader: Person) -> QuerySet[Ticket, Any]:
    """Orders with a ticket that this leader receives, briefs for or ends."""
    rows = Ticket.objects.filter(leader=leader, ended_at__isnull=True)
    return rows.filter(order__ended=False).values_list("order", flat=True)


def resting() -> QuerySet[TicketBreak, Any]:
    """The tickets that are interrupted now."""
    return TicketBreak.objects.filter(resumed_at__isnull=True).values("ticket")


def last_break(isolation: Isolation) -> datetime | None:
    """When a ticket of this isolation was last interrupted."""
    found = isolation.tickets.aggregate(last=Max("breaks__at"))
    return found["last"]


@once
def section_of(act: Act) -> Isolation | None:
    """The isolation of the act's ticket; without a ticket, the act's subject."""
    if act.ticket is not None:
        ticket = Ticket.objects.select_related("isolation__order").get(pk=act.ticket)
        return ticket.isolation
    if act.subject is None:
        return None
    return Isolation.objects.select_related("order").filter(pk=act.subject).first()


def infeeds_of(isolation: Isolation) -> list[Infeed]:
    """Every way in for volts: its own, and those of no section that reach it."""
    points = isolation.points.filter(unlocked_at__isnull=True)
    devices = {isolation.source_id, *points.values_list("device", flat=True)}
    stray = Q(isolation__isnull=True) & (
        Q(site=isolation.site_id) | Q(device__in=devices)
    )
    rows = Infeed.objects.filter(Q(isolation=isolation) | stray, gone_at__isnull=True)
    return list(rows.order_by("found_at", "id"))


def earths_counted(ticket: Ticket) -> list[EarthSet]:
    """Sets that hung when the ticket was permitted, or went on since."""
    if ticket.isolation_id is None or ticket.permitted_at is None:
        return []
    rows = EarthSet.objects.filter(isolation=ticket.isolation_id).filter(
        Q(removed_at__isnull=True) | Q(removed_at__gte=ticket.permitted_at)
    )
    return list(rows.order_by("id"))


def others_on_section(ticket: Ticket) -> list[Ticket]:
    """Other open tickets that rely on the same isolation."""
    if ticket.isolation_id is None:
        return []
    section = ticket.isolation_id
    rows = open_tickets((section,))
    return [x for x in rows if x.isolation_id == section and x.pk != ticket.pk]


def stints_under(ticket: Ticket) -> list[Stint]:
    """Field stints in the ticket's areas, of its kind of work, since its permit."""
    if ticket.permitted_at is None:
        return []
    rows = Stint.objects.filter(
        task__order=ticket.order_id, field=True, corrected_by__isnull=True
    ).filter(Q(recorded_at__gte=ticket.permitted_at) | Q(ended_at__isnull=True))
    areas = set(ticket.areas.split())
    return [
        stint
        for stint in rows.select_related("task").order_by("id")
        if areas & set(stint.task.list_of("areas")) and _covers(ticket, stint)
    ]


def _covers(ticket: Ticket, stint: Stint) -> bool:
    if ticket.live:
        return stint.task.live
    if ticket.isolation_id:
        return stint.task.on == "isolated"
    return not stint.task.live and stint.task.on != "isolated"


def people_under(ticket: Ticket) -> set[UUID]:
    """Who is counted in: whoever leads or led it, was briefed or worked."""
    people = {ticket.leader_id, *_led(ticket), *_briefed(ticket)}
    return people | {*_worked(stints_under(ticket))}


def heads_in(ticket: Ticket) -> int:
    return len(people_under(ticket))


def still_in(ticket: Ticket) -> int:
    """How many people are in a stint under the ticket at this moment."""
    running = [each for each in stints_under(ticket) if each.ended_at is None]
    heads = Head.objects.filter(stint__in=running, left_at__isnull=True)
    return heads.values("person").distinct().count()


def people_in(ticket: Ticket) -> list[Person]:
    """Who is in a stint under the ticket at this moment, by name."""
    running = [each for each in stints_under(ticket) if each.ended_at is None]
    heads = Head.objects.filter(stint__in=running, left_at__isnull=True)
    rows = Person.objects.filter(pk__in=heads.values("person"))
    return list(rows.order_by("name_zh", "id"))


def _led(ticket: Ticket) -> Iterable[UUID]:
    """Leaders who were in, and gave the ticket to another."""
    if ticket.permitted_at is None:
        return []
    rows = ticket.transfers.filter(agreed_at__gte=ticket.permitted_at)
    return rows.values_list("giver", flat=True)


def _briefed(ticket: Ticket) -> Iterable[UUID]:
    lines = Evidence.objects.filter(
        kind="briefing", ticket=ticket, withdrawn_at__isnull=True
    )
    return lines.filter(lines__person__isnull=False).values_list(
        "lines__person", flat=True
    )


def _worked(stints: list[Stint]) -> Iterable[UUID]:
    return Head.objects.filter(stint__in=stints).values_list("person", flat=True)
