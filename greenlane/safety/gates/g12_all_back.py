"""G12: nobody and nothing is left behind on anything this switching touches."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.closure import orders_behind
from greenlane.safety.gate_reading import order_of, orders_of_site, parents
from greenlane.safety.models import EarthSet, Isolation, Point, Ticket
from greenlane.safety.ticket_queries import open_tickets
from greenlane.work.models import Stint

NAME, CLASS = "G12", "P"
GUARDS = CLOSINGS | {"unlock_point"}


def locks(act: Act) -> list[Lock]:
    # There is no row for "no open ticket": lock the parents that every ticket locks.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    order = order_of(act)
    site = orders_of_site(order.site_id)
    return [
        *(_ticket(each) for each in open_tickets(act.isolations, order.pk, *site)),
        *_earths(act),
        *_locks(act),
        *_stints(act),
    ]


def _ticket(ticket: Ticket) -> Missing:
    return Missing(
        NAME,
        "ticket-open",
        holder=f"person:{ticket.leader_id}",
        since=ticket.permitted_at,
        next_step="safety.end_ticket",
        evidence=(str(ticket.pk),),
        facts={"ticket": ticket.number},
    )


def _earths(act: Act) -> list[Missing]:
    return [
        Missing(
            NAME,
            "earth-still-on",
            holder="role:switching",
            since=earth.placed_at,
            next_step="safety.remove_earth",
            evidence=(str(earth.pk),),
            facts={"earth": earth.number},
        )
        for earth in _hanging(act.isolations)
    ]


@prepared
def _hanging(isolations: tuple[UUID, ...]) -> QuerySet[EarthSet]:
    rows = EarthSet.objects.filter(isolation__in=isolations, removed_at__isnull=True)
    return rows.order_by("placed_at", "id")


def _locks(act: Act) -> list[Missing]:
    """A source is not restored while it is locked and tagged, by whatever order."""
    if "restore_source" not in act.kinds:
        return []
    return [
        Missing(
            NAME,
            "lock-still-on",
            holder="role:switching",
            since=point.opened_at,
            next_step="safety.unlock_point",
            evidence=(str(point.pk),),
            facts={"lock": point.lock_number},
        )
        for point in _locked(named(act.order), act.areas, act.isolations)
    ]


@prepared
def _locked(
    order: UUID, areas: tuple[str, ...], isolations: tuple[UUID, ...]
) -> QuerySet[Point]:
    own = Isolation.objects.filter(order=order, area__in=areas)
    standing = Point.objects.filter(
        isolation__in=isolations,
        device__in=own.values("source"),
        unlocked_at__isnull=True,
    )
    return standing.order_by("opened_at", "id")


def _stints(act: Act) -> list[Missing]:
    """People in a stint on isolated plant, whatever the tickets say; and whoever tests,
    looks or counts in the very section, but for those who switch it in.
    """
    own = named(act.order)
    orders = {own, *(each.pk for each in orders_behind(act.isolations))}
    inside = [
        stint
        for stint in _open_now(tuple(sorted(orders)))
        if stint.task.on == "isolated"
        or (stint.task.order_id == own and _in_the_way(stint, act))
    ]
    return [
        Missing(
            NAME,
            "people-still-in",
            holder=f"person:{stint.leader_id}",
            since=stint.happened_at,
            next_step="work.end_stint",
            evidence=(str(stint.pk),),
        )
        for stint in inside
    ]


@prepared
def _open_now(orders: tuple[UUID, ...]) -> QuerySet[Stint]:
    rows = Stint.objects.filter(
        task__order__in=orders, ended_at__isnull=True, field=True
    )
    return rows.select_related("task").order_by("happened_at")


def _in_the_way(stint: Stint, act: Act) -> bool:
    same = set(stint.task.list_of("areas")) & set(act.areas)
    return bool(same) and stint.task.stage != "energise"
