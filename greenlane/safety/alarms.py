"""What nobody may overlook now: reports, stops, permits that rest not by their leader.

The same rows that G0 holds a release for. They stand until a person has dealt with
them; no clock and no newer message takes one away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from greenlane.core import memory
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.safety.closure import orders_behind
from greenlane.safety.models import Occurrence, Ticket, TicketBreak
from greenlane.work.models import Clearance, Order, StopWork

MOST = 20  # of each kind that are read; whoever has more is told that there are more
# A permit that rests for one of these rests as work does, and alarms nobody.
CALM = (
    "pause", "weather", "leader-absent", "night-rest", "other", "leader-changed",
    "permit-refused",
)  # fmt: skip


@dataclass(frozen=True)
class Danger:
    """`code`: of the occurrence, the stop, or why a permit rests. `row` is what stands.

    `at` is when it happened, `told_at` when it reached the house.
    """

    sort: str  # occurrence, stop, permit, clearance
    code: str
    at: datetime
    told_at: datetime
    row: Occurrence | StopWork | Ticket | Clearance
    order: Order | None
    what: str = ""
    told_by: str = ""
    is_drill: bool = False


def alarms(actor: Actor) -> tuple[Danger, ...]:
    """Of the reader's units, the newest first."""
    return kept("alarms", actor.sight, lambda: standing(actor))


def standing(actor: Actor) -> tuple[Danger, ...]:
    """The same, read anew; of each kind the newest, and no more than MOST."""
    found = [
        *(_reported(row) for row in _reports(actor)[:MOST]),
        *_stopped(list(_stops(actor)[:MOST])),
        *_permits(actor),
        *(_revoked(row) for row in _clearances(actor)),
    ]
    return tuple(sorted(found, key=lambda each: each.told_at, reverse=True))


def reports_on(order: Order, touched: tuple[UUID, ...]) -> list[Occurrence]:
    """What was reported and nobody has reviewed, of whatever this order hangs on."""
    orders = {order.pk, *(each.pk for each in orders_behind(touched))}
    where = Q(order__in=orders) | Q(site=order.site_id)
    rows = Occurrence.objects.filter(
        where | Q(site__isolations__in=touched), reviewed_at__isnull=True
    )
    return list(rows.select_related("site", "order").distinct().order_by("at", "id"))


def _reports(actor: Actor) -> QuerySet[Occurrence]:
    rows = Occurrence.objects.seen_by(actor).filter(reviewed_at__isnull=True)
    return rows.select_related("order", "site", "unit").order_by("-recorded_at")


def _stops(actor: Actor) -> QuerySet[StopWork]:
    rows = StopWork.objects.seen_by(actor).filter(lifted_at__isnull=True)
    return rows.select_related("order__site", "site", "unit").order_by("-pk")


def _permits(actor: Actor) -> Iterator[Danger]:
    """People may still stand behind them. A revoked one is said as revoked, once."""
    gone = {row.pk: row for row in _revoked_permits(actor)[:MOST]}
    yield from map(_void, gone.values())
    for each in _breaks(actor)[:MOST]:
        if each.ticket_id not in gone:
            yield _rests(each)


def _revoked_permits(actor: Actor) -> QuerySet[Ticket]:
    rows = Ticket.objects.seen_by(actor).filter(
        revoked_at__isnull=False, acknowledged_at__isnull=True,
        permitted_at__isnull=False, ended_at__isnull=True,
    )  # fmt: skip
    rows = rows.select_related("order__site", "unit", "leader")
    return rows.order_by("-revoked_at")


def _breaks(actor: Actor) -> QuerySet[TicketBreak]:
    """Asked of the breaks themselves: an old pause of a ticket hides nothing new."""
    rows = TicketBreak.objects.seen_by(actor).filter(
        resumed_at__isnull=True,
        ticket__permitted_at__isnull=False,
        ticket__ended_at__isnull=True,
    )
    along = ("ticket__order__site", "ticket__unit", "ticket__leader")
    return rows.exclude(cause__in=CALM).select_related(*along).order_by("-at")


def _clearances(actor: Actor) -> Iterable[Clearance]:
    """A stint or a step was let go on evidence that no longer stands."""
    rows = Clearance.objects.seen_by(actor).filter(
        revoked_at__isnull=False, acknowledged_at__isnull=True, order__isnull=False
    )
    rows = rows.select_related("order__site", "unit").order_by("-revoked_at", "-pk")
    newest: dict[UUID | None, Clearance] = {}
    for row in rows[:MOST]:  # one line an order, whatever rested on it
        newest.setdefault(row.order_id, row)
    return newest.values()


def _reported(row: Occurrence) -> Danger:
    return Danger(
        "occurrence", row.kind, row.at, row.recorded_at, row, row.order, row.what,
        row.told_by, row.unit.is_drill,
    )  # fmt: skip


def _stopped(rows: list[StopWork]) -> Iterator[Danger]:
    told = told_at(rows)
    for row in rows:
        at, drill = told.get(row.pk, row.at), row.unit.is_drill
        yield Danger(
            "stop", row.kind, row.at, at, row, row.order, row.reason, is_drill=drill
        )


def told_at(rows: Iterable[StopWork]) -> dict[UUID, datetime]:
    """When each stop reached the house: a stop told late is news all the same."""
    places = {(row.unit_id, row.recorded_seq or 0): row.pk for row in rows}
    events = memory.load(list(places))
    return {places[each.unit_id, each.seq]: each.recorded_at for each in events}


def _void(row: Ticket) -> Danger:
    assert row.revoked_at is not None  # the rows were asked for by it
    at, why, drill = row.revoked_at, row.revoked_why, row.unit.is_drill
    return Danger("permit", why, at, at, row, row.order, is_drill=drill)


def _rests(row: TicketBreak) -> Danger:
    ticket = row.ticket
    drill = ticket.unit.is_drill
    return Danger(
        "permit", row.cause, row.at, row.at, ticket, ticket.order, is_drill=drill
    )


def _revoked(row: Clearance) -> Danger:
    assert row.revoked_at is not None  # the rows were asked for by it
    at, why, drill = row.revoked_at, row.revoked_why, row.unit.is_drill
    return Danger("clearance", why, at, at, row, row.order, is_drill=drill)
