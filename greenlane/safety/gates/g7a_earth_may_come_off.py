"""G7a: nobody else relies on the earth, and its own leader has his people clear."""

from __future__ import annotations

from uuid import UUID

from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.gate_reading import parents
from greenlane.safety.models import EarthSet, Signature, Ticket
from greenlane.safety.signing import signatures
from greenlane.safety.ticket_queries import open_tickets, stints_under

NAME, CLASS = "G7a", "P"
GUARDS = frozenset({"remove_earth"})


def locks(act: Act) -> list[Lock]:
    # Tickets are permitted, and stints begun, under isolation and order.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    earth = EarthSet.objects.get(pk=named(act.subject))
    relying = _relying(earth)
    held = [_relies(ticket) for ticket in relying] if len(relying) > 1 else []
    if len(relying) == 1:
        held += _not_clear(earth, relying[0])
    return [*held, *_one_person(act, earth)]


def basis(act: Act) -> list[tuple[str, UUID]]:
    earth = EarthSet.objects.get(pk=named(act.subject))
    return [("signature", each.pk) for each in signatures(earth)]


def _relying(earth: EarthSet) -> list[Ticket]:
    rows = open_tickets((earth.isolation_id,))
    return [each for each in rows if each.isolation_id == earth.isolation_id]


def _relies(ticket: Ticket) -> Missing:
    return Missing(
        NAME,
        "ticket-relies-on-earth",
        holder=f"person:{ticket.leader_id}",
        since=ticket.permitted_at,
        next_step="safety.end_ticket",
        evidence=(str(ticket.pk),),
        facts={"ticket": ticket.number},
    )


def _not_clear(earth: EarthSet, ticket: Ticket) -> list[Missing]:
    """His word stands from the moment he signed, until somebody works there again."""
    word = _word(earth, ticket)
    stints = stints_under(ticket)
    code = ""
    if any(each.ended_at is None for each in stints):
        code = "people-still-in"
    elif word is None:
        code = "people-clear-unsigned"
    elif any((each.end_recorded_at or each.recorded_at) > word.at for each in stints):
        code = "people-clear-too-old"
    if not code:
        return []
    return [
        Missing(
            NAME,
            code,
            holder=f"person:{ticket.leader_id}",
            since=ticket.permitted_at,
            next_step="safety.sign" if code != "people-still-in" else "work.end_stint",
            evidence=(str(ticket.pk),),
            facts={"ticket": ticket.number, "earth": earth.number},
        )
    ]


def _word(earth: EarthSet, ticket: Ticket) -> Signature | None:
    mine = [
        each
        for each in signatures(earth)
        if each.role == "people_clear" and each.person_id == ticket.leader_id
    ]
    return mine[-1] if mine else None


def _one_person(act: Act, earth: EarthSet) -> list[Missing]:
    """The second person signs for the removal before it; never the first one twice."""
    signers = {s.person_id for s in signatures(earth) if s.role == "removal_guard"}
    operator, helper = act.people if len(act.people) == 2 else (None, None)
    if helper is not None and helper in signers and helper != operator:
        return []
    return [
        Missing(
            NAME,
            "removal-unsigned",
            holder=f"person:{helper}" if helper else "role:switching",
            since=earth.placed_at,
            next_step="safety.sign",
            evidence=(str(earth.pk),),
            facts={"earth": earth.number},
        )
    ]
