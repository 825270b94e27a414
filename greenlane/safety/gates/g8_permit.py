"""G8: nobody goes in before the ticket of this section is permitted and in force.

A ticket without a section, on a form that the rule pack wants permitted, holds the
other work in its areas in the same way. No pack takes anything from what stands above.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.core import clock
from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.safety.closure import closure_locks
from greenlane.safety.gate_reading import order_of
from greenlane.safety.limits import pack_of
from greenlane.safety.models import EarthSet, Ticket
from greenlane.safety.ticket_kinds import demands
from greenlane.safety.ticket_queries import permitted_tickets
from greenlane.work.models import Clearance, Order
from greenlane.workforce.models import Person

NAME, CLASS = "G8", "P"
GUARDS = frozenset({"stint", "stint_isolated", "stint_live"})
_MENDS = {
    "person-unfit": "safety.change_leader",
    "ticket-expired": "safety.end_ticket",
    "ticket-end-unstated": "safety.ask_extension",
}


def locks(act: Act) -> list[Lock]:
    # Interrupting and revoking lock the closure, then the ticket; "unfit" the leader.
    order = order_of(act)
    rows = {each.pk: each for each in _in_question(act)}.values()
    return [
        *closure_locks(order),
        *(Lock(type(t.isolation), t.isolation_id) for t in rows if t.isolation),
        *(Lock(Person, each.leader_id) for each in rows),
        *(Lock(Ticket, each.pk) for each in rows),
    ]


def missing(act: Act) -> list[Missing]:
    held = _unpermitted(act)
    for live in _ways(act):
        mine = [
            t for t in permitted_tickets(order_of(act).pk) if _fits(t, act, live=live)
        ]
        why = [_void(ticket) for ticket in mine]
        if not mine:
            held.append(_lacking("no-permitted-ticket", act))
        elif all(why):
            held.append(_lacking(why[0], act, mine[0]))
    return held


def basis(act: Act) -> list[tuple[str, UUID]]:
    rows = permitted_tickets(order_of(act).pk)
    return [
        ("ticket", ticket.pk)
        for live in _ways(act)
        for ticket in rows
        if _fits(ticket, act, live=live) and not _void(ticket)
    ]


def _ways(act: Act) -> list[bool]:
    """Live or not: a stint may be both, and then it needs both tickets."""
    ways = act.kinds & {"stint_isolated", "stint_live"}
    return [kind == "stint_live" for kind in sorted(ways)]


def _in_question(act: Act) -> list[Ticket]:
    found = permitted_tickets(order_of(act).pk)
    return found if _ways(act) else [*found, *_wanting_permit(act)]


def _wanting_permit(act: Act) -> list[Ticket]:
    """Tickets without a section for this very work, on forms that want a permit."""
    here = set(act.areas)
    rows = [each for each in _alone(named(act.order)) if here & set(each.areas.split())]
    return [each for each in rows if _wants_permit(order_of(act), each.kind)]


def _wants_permit(order: Order, kind: str) -> bool:
    pack = pack_of(order)
    known = kind in pack.under("tickets")
    return not known or demands(pack, f"tickets.{kind}.needs_permit")


def _unpermitted(act: Act) -> list[Missing]:
    """Work on what is connected to nothing: one of its tickets is in force."""
    mine = [] if _ways(act) else _wanting_permit(act)
    in_force = {each.pk for each in permitted_tickets(order_of(act).pk)}
    if not mine or any(each.pk in in_force and not _void(each) for each in mine):
        return []
    return [_lacking("no-permitted-ticket", act, mine[0])]


@prepared
def _alone(order: UUID) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(order=order, isolation__isnull=True, live=False)
    rows = rows.filter(ended_at__isnull=True).select_related("leader")
    return rows.order_by("id")


def _fits(ticket: Ticket, act: Act, *, live: bool) -> bool:
    if ticket.live is not live or (not live and ticket.isolation_id is None):
        return False
    return bool(act.areas) and set(act.areas) <= set(ticket.areas.split())


def _void(ticket: Ticket) -> str:
    """Why a permitted ticket lets nobody in just now."""
    if why := ticket.void_by_time(clock.now()):  # nobody works on after its end
        return why
    permits = [ticket.pk, *ticket.breaks.values_list("pk", flat=True)]
    newest = Clearance.objects.filter(pk__in=permits).order_by("given_at").last()
    if newest is None or newest.revoked_at is not None:
        return "permit-revoked"
    if ticket.leader.unfit_since is not None:  # nobody goes on without his leader
        return "person-unfit"
    if ticket.leader.left_at is not None:
        return "person-left"
    if ticket.isolation_id is None:
        return ""
    earths = EarthSet.objects.filter(isolation=ticket.isolation_id)
    if earths.filter(removed_at__gt=newest.given_at).exists():
        return "earth-came-off"
    if not earths.filter(removed_at__isnull=True).exists():
        return "no-earth-on"
    return ""


def _lacking(code: str, act: Act, ticket: Ticket | None = None) -> Missing:
    return Missing(
        NAME,
        code,
        holder="role:permitter",
        since=ticket.permitted_at if ticket else None,
        next_step=_next_step(code, ticket),
        evidence=(str(ticket.pk),) if ticket else (),
        facts={
            "ticket": ticket.number if ticket else "",
            "areas": " ".join(act.areas),
            "covers": " ".join(act.areas),
        },
    )


def _next_step(code: str, ticket: Ticket | None) -> str:
    if ticket is None or ticket.permitted_at is None:
        return "safety.permit"
    return _MENDS.get(code, "safety.resume_ticket")
