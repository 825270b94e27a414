"""G3: the right ticket, signed by its leader as it stands; three people, certified.

And in its turn: live work makes live what others may still be working on, so no ticket
of its site or closure is permitted beside it, nor it beside one of them.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from greenlane.core import clock
from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.safety import both_sides
from greenlane.safety.closure import devices_of, orders_fed_by
from greenlane.safety.gate_reading import order_of, orders_of_site, parents
from greenlane.safety.limits import pack_of
from greenlane.safety.models import Ticket
from greenlane.safety.signing import signatures
from greenlane.safety.stood import stood
from greenlane.safety.ticket_kinds import form_of
from greenlane.safety.ticket_queries import open_tickets
from greenlane.safety.transfers import not_handed_over, people_in
from greenlane.workforce.models import Person
from greenlane.workforce.queries import certified

NAME, CLASS = "G3", "P"
GUARDS = frozenset({"permit", "resume", "extend", "change_leader"})


def locks(act: Act) -> list[Lock]:
    # A certificate is revoked, and a person reported unfit, under the person.
    ticket = _ticket(act)
    people = {ticket.leader_id, ticket.issuer_id, *_other_side(ticket), *act.people}
    return [
        *parents(act),
        *(Lock(Person, key) for key in people),
        *(Lock(Ticket, each.pk) for each in (ticket, *_told_before(ticket.pk))),
    ]


def missing(act: Act) -> list[Missing]:
    ticket, now = _ticket(act), clock.now()
    held = [*_state(act, ticket), *_certificates(act, ticket, now)]
    if "change_leader" in act.kinds:
        return [*held, *_new_leader(act, ticket)]
    held += [*_in_time(act, ticket, now), *_three_people(act, ticket)]
    if "extend" in act.kinds:  # its leader has signed for the later end
        return held
    return [
        *held,
        *(people_in(NAME, ticket) if "resume" in act.kinds else ()),
        *_signed(ticket),
        *_of_the_pack(act, ticket),
        *_one_ticket(ticket),
        *_in_turn(act, ticket),
    ]


def basis(act: Act) -> list[tuple[str, UUID]]:
    ticket = _ticket(act)
    who = {ticket.leader_id, *_other_side(ticket)}
    mine = [s for s in signatures(ticket) if s.person_id in who]
    return [("signature", each.pk) for each in mine]


def _ticket(act: Act) -> Ticket:
    people = ("leader__organisation", "issuer", "second_issuer", "second_permitter")
    return Ticket.objects.select_related(*people).get(pk=named(act.ticket))


def _other_side(ticket: Ticket) -> set[UUID]:
    return {key for key in (ticket.second_issuer_id, ticket.second_permitter_id) if key}


def _held(
    code: str, ticket: Ticket, holder: str, next_step: str, **facts: object
) -> Missing:
    return Missing(
        NAME,
        code,
        holder=holder,
        since=ticket.issued_at,
        next_step=next_step,
        evidence=(str(ticket.pk),),
        facts={"ticket": ticket.number, **facts},
    )


def _state(act: Act, ticket: Ticket) -> list[Missing]:
    held = []
    if ticket.kind not in pack_of(order_of(act)).under("tickets"):
        held.append(
            _held(
                "ticket-kind-unknown", ticket, "role:issuer", "safety.issue_ticket",
                kind=ticket.kind,
            )
        )  # fmt: skip
    # A revoked one still needs somebody who counts its people out and ends it.
    revoked = ticket.revoked_at and "change_leader" not in act.kinds
    if revoked or ticket.ended_at:
        held.append(_held("ticket-over", ticket, "role:issuer", "safety.issue_ticket"))
    if ticket.received_at is None and "change_leader" not in act.kinds:
        leader = f"person:{ticket.leader_id}"
        held.append(
            _held("ticket-not-received", ticket, leader, "safety.receive_ticket")
        )
    return held


def _certificates(act: Act, ticket: Ticket, now: datetime) -> list[Missing]:
    """Valid at this moment; no certificate of yesterday counts."""
    changing = "change_leader" in act.kinds
    # Whoever agrees to another leader is an issuer himself: its verb asks him.
    wanted: list[tuple[Person, str]] = []
    if not changing:
        wanted += [(ticket.issuer, "issuer"), (ticket.leader, "leader")]
    skill = "leader" if changing else "permit"
    wanted += [(each, skill) for each in Person.objects.filter(pk__in=act.people)]
    lacking = [
        _held(
            "certificate-missing", ticket, f"person:{person.pk}",
            "workforce.add_certificate", person=person.pk, skill=skill,
        )
        for person, skill in wanted
        if not certified(person, skill, now)
    ]  # fmt: skip
    unfit = [
        _held("unfit-on-ticket", ticket, f"person:{person.pk}", "safety.change_leader",
              person=person.pk)
        for person, skill in wanted
        if skill != "issuer" and person.unfit_since is not None
    ]  # fmt: skip
    return [*lacking, *unfit]


def _in_time(act: Act, ticket: Ticket, now: datetime) -> list[Missing]:
    """No clock lets anybody in; this one only shuts. An end may be stated later."""
    why = ticket.void_by_time(now)
    if not why or ("extend" in act.kinds and ticket.valid_until is None):
        return []
    over = why == "ticket-expired"
    step = "safety.issue_ticket" if over else "safety.ask_extension"
    return [
        _held(
            why, ticket, "role:issuer" if over else f"person:{ticket.leader_id}", step
        )
    ]


def _three_people(act: Act, ticket: Ticket) -> list[Missing]:
    before = stood(ticket)
    if (before.leaders | before.issuers | before.theirs) & set(act.people):
        return [
            _held(
                "permitter-is-on-the-ticket", ticket, "role:permitter", "safety.permit"
            )
        ]
    return []


def _new_leader(act: Act, ticket: Ticket) -> list[Missing]:
    held = []
    before = stood(ticket)
    if (before.issuers | before.permitters | before.theirs) & set(act.people):
        held.append(
            _held(
                "leader-is-on-the-ticket", ticket, "role:issuer", "safety.change_leader"
            )
        )
    for person in act.people:
        held += _leads_another(ticket, person)
        held += not_handed_over(NAME, ticket, person)
    return held


def _of_the_pack(act: Act, ticket: Ticket) -> list[Missing]:
    """What the rule pack asks of this form on top: a section, the other side."""
    order, kind = order_of(act), ticket.kind
    if kind not in pack_of(order).under("tickets"):  # `_state` has said so
        return []
    held = list(both_sides.missing(order, ticket))
    if form_of(order, kind).needs_isolation and ticket.isolation_id is None:
        step = "safety.issue_ticket"
        held.append(_held("form-needs-section", ticket, "role:issuer", step, kind=kind))
    return held


def _signed(ticket: Ticket) -> list[Missing]:
    signers = {(s.person_id, s.role) for s in signatures(ticket)}
    if (ticket.leader_id, "leader") in signers:
        return []
    leader = f"person:{ticket.leader_id}"
    return [_held("leader-unsigned", ticket, leader, "safety.sign")]


def _one_ticket(ticket: Ticket) -> list[Missing]:
    return _leads_another(ticket, ticket.leader_id)


def _leads_another(ticket: Ticket, person: UUID) -> list[Missing]:
    others = Ticket.objects.filter(
        leader=person, permitted_at__isnull=False, ended_at__isnull=True
    ).exclude(pk=ticket.pk)
    return [
        _held(
            "leader-has-another-ticket", ticket, f"person:{person}",
            "safety.end_ticket", other=other.number,
        )
        for other in others
    ]  # fmt: skip


def _in_turn(act: Act, ticket: Ticket) -> list[Missing]:
    """What has to end first. Every such permit is given under the same parents.

    What was revoked after it was permitted counts: its people may still be there.
    """
    order = order_of(act)
    here = (*orders_of_site(order.site_id), *orders_fed_by(devices_of(order)))
    near = open_tickets(act.isolations, ticket.order_id, *here)
    beside = [each for each in near if ticket.live or each.live]
    told = [each for each in _told_before(ticket.pk) if not _never_began(each)]
    others = {each.pk: each for each in (*beside, *told) if each.pk != ticket.pk}
    return [
        _held(
            "ticket-before-open", ticket, f"person:{other.leader_id}",
            "safety.end_ticket", other=other.number,
        )
        for _key, other in sorted(others.items())
    ]  # fmt: skip


def _never_began(ticket: Ticket) -> bool:
    return ticket.permitted_at is None and ticket.revoked_at is not None


@prepared
def _told_before(ticket: UUID) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(before=ticket, ended_at__isnull=True)
    return rows.order_by("pk")
