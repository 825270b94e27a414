"""Tickets and sections of an order: what is open, earthed, and who is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.attached import attach, keys_of
from greenlane.core.prepared import prepared
from greenlane.safety.closure import closure
from greenlane.safety.models import (
    EarthSet,
    Infeed,
    Isolation,
    Point,
    Ticket,
    TicketBreak,
)
from greenlane.safety.ticket_queries import heads_in, still_in
from greenlane.work.models import Order

Keys = tuple[UUID, ...]
WITH_TICKET = ("leader", "issuer", "permitter", "order", "unit")


@dataclass(frozen=True)
class TicketView:
    """A ticket, its life in words, who went in and how many are in now."""

    ticket: Ticket
    life: tuple[tuple[str, bool], ...]  # word, whether it stands there
    went_in: int
    inside: int
    is_open: bool
    is_over: bool
    foreign: bool  # of another order
    expired: bool  # nobody works on under it


@dataclass(frozen=True)
class SectionView:
    """A section: its points and earth sets, its tickets, everybody behind it."""

    section: Isolation
    points: Sequence[Point]
    open_ways: Sequence[Infeed]
    earths: Sequence[EarthSet]
    tickets: tuple[TicketView, ...]
    people: int
    shared: bool


@dataclass(frozen=True)
class GroundView:
    sections: tuple[SectionView, ...]
    tickets: tuple[TicketView, ...]  # those that stand on no section

    @property
    def people(self) -> int:
        """Everybody behind a section, and at work under a ticket that has none."""
        alone = sum(each.inside for each in self.tickets)
        return alone + sum(each.people for each in self.sections)


def ground_of(order: Order, actor: Actor) -> GroundView:
    """The sections that an act on this order touches: of any order, of any unit."""
    keys = closure(order)
    sections = tuple(_section(row, order) for row in _sections(keys))
    alone = _with_breaks(_alone(order.pk))
    return GroundView(sections, tuple(view_of(each, order) for each in alone))


def _sections(keys: Keys) -> list[Isolation]:
    """With all that stands on them: seven queries, however many there are."""
    rows = _rows(keys)
    attach(rows, "points", _points(keys), by="isolation_id")
    attach(rows, "infeeds", _infeeds(keys), by="isolation_id")
    attach(rows, "earths", _earths(keys), by="isolation_id")
    attach(rows, "tickets", _with_breaks(_tickets(keys)), by="isolation_id")
    return rows


def _with_breaks(tickets: list[Ticket]) -> list[Ticket]:
    keys = keys_of(tickets)
    attach(tickets, "breaks", _breaks(keys), by="ticket_id")
    attach(tickets, "after", _before(keys), by="of_ticket")
    return tickets


@prepared
def _rows(keys: Keys) -> QuerySet[Isolation]:
    rows = Isolation.objects.filter(pk__in=keys).order_by("id")
    return rows.select_related("order__unit", "site", "source")


@prepared
def _points(sections: Keys) -> QuerySet[Point]:
    rows = Point.objects.filter(isolation__in=sections, unlocked_at__isnull=True)
    return rows.select_related("infeed", "device", "opened_by")


@prepared
def _infeeds(sections: Keys) -> QuerySet[Infeed]:
    return Infeed.objects.filter(isolation__in=sections, gone_at__isnull=True)


@prepared
def _earths(sections: Keys) -> QuerySet[EarthSet]:
    rows = EarthSet.objects.filter(isolation__in=sections, removed_at__isnull=True)
    return rows.select_related("placed_by", "placed_with")


@prepared
def _tickets(sections: Keys) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(isolation__in=sections).order_by("issued_at")
    return rows.select_related(*WITH_TICKET)


@prepared
def _alone(order: UUID) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(order=order, isolation__isnull=True)
    return rows.select_related(*WITH_TICKET).order_by("issued_at")


@prepared
def _before(tickets: Keys) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(before__in=tickets).order_by("pk")
    return rows.annotate(of_ticket=F("before__pk"))


@prepared
def _breaks(tickets: Keys) -> QuerySet[TicketBreak]:
    return TicketBreak.objects.filter(ticket__in=tickets)


def _section(row: Isolation, order: Order) -> SectionView:
    points = list(row.points.all())
    shut = {point.infeed_id for point in points}
    tickets = tuple(view_of(each, order) for each in row.tickets.all())
    return SectionView(
        row,
        points,
        [each for each in row.infeeds.all() if each.pk not in shut],
        list(row.earths.all()),
        tickets,
        sum(each.inside for each in tickets),
        row.order_id != order.pk or any(each.foreign for each in tickets),
    )


def view_of(ticket: Ticket, order: Order) -> TicketView:
    """The ticket as the page of this order shows it."""
    is_open = bool(ticket.permitted_at and not ticket.ended_at)
    return TicketView(
        ticket,
        _life(ticket),
        heads_in(ticket) if is_open else ticket.heads_in or 0,
        still_in(ticket) if is_open else 0,
        is_open,
        bool(ticket.ended_at or (ticket.revoked_at and not ticket.permitted_at)),
        ticket.order_id != order.pk,
        is_open and bool(ticket.void_by_time(clock.now())),
    )


def _life(ticket: Ticket) -> tuple[tuple[str, bool], ...]:
    """What it has passed and what comes, with the place where it stands."""
    resting = any(each.resumed_at is None for each in ticket.breaks.all())
    passed: list[tuple[str, datetime | None]] = [
        (_("issued"), ticket.issued_at),
        (_("received"), ticket.received_at),
        (_("permitted"), ticket.permitted_at),
    ]
    if ticket.revoked_at:
        passed.append((_("revoked"), ticket.revoked_at))
    elif ticket.permitted_at and ticket.void_by_time(clock.now()):
        passed.append((_("expired"), ticket.permitted_at))
    elif resting:
        passed.append((_("interrupted"), ticket.permitted_at))
    passed.append((_("ended"), ticket.ended_at))
    last = max(i for i, (_word, at) in enumerate(passed) if at)
    return tuple((word, i == last) for i, (word, _at) in enumerate(passed))
