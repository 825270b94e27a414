"""Tickets and sections of an order: what is open, earthed, and who is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.safety.closure import closure
from greenlane.safety.models import EarthSet, Infeed, Isolation, Point, Ticket
from greenlane.safety.ticket_queries import heads_in, still_in
from greenlane.work.models import Order


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
    rows = list(_sections(keys))
    sections = tuple(_section(row, order) for row in rows)
    alone = _tickets(Ticket.objects.filter(order=order, isolation__isnull=True))
    return GroundView(sections, tuple(view_of(each, order) for each in alone))


def _tickets(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    related = ("leader", "issuer", "permitter", "order", "unit")
    return (
        rows.select_related(*related)
        .prefetch_related("breaks", "after")
        .order_by("issued_at")
    )


def _sections(keys: tuple[UUID, ...]) -> QuerySet[Isolation]:
    points = Point.objects.filter(unlocked_at__isnull=True)
    earths = EarthSet.objects.filter(removed_at__isnull=True)
    return (
        Isolation.objects.filter(pk__in=keys)
        .select_related("order__unit", "site", "source")
        .prefetch_related(
            Prefetch("points", points.select_related("infeed", "device", "opened_by")),
            Prefetch("infeeds", Infeed.objects.filter(gone_at__isnull=True)),
            Prefetch("earths", earths.select_related("placed_by", "placed_with")),
            Prefetch("tickets", _tickets(Ticket.objects.all())),
        )
        .order_by("id")
    )


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
