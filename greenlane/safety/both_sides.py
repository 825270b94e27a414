"""Work on a customer's plant, or by a contractor: both sides issue, both sides permit.

The rule pack says for what; who is named signs with his own PIN, in a role of his own.
Naming somebody where the pack does not ask for it asks for his signature all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from greenlane.core import clock
from greenlane.core.command import say
from greenlane.core.refusals import Missing, Refused
from greenlane.safety.facts_signing import OtherSideNamed
from greenlane.safety.limits import pack_of
from greenlane.safety.models import Ticket
from greenlane.safety.signing import signatures
from greenlane.safety.stood import stood
from greenlane.safety.ticket_kinds import demands, form_of
from greenlane.work.models import Order
from greenlane.workforce.models import OrganisationKind, Person
from greenlane.workforce.queries import certified, person_named

# Field of the ticket, which is the role too → the skill, and what is asked by code.
SIDES = {"second_issuer": "issuer", "second_permitter": "permit"}
_CODE = {"second_issuer": "second-issuer", "second_permitter": "second-permitter"}


@dataclass(frozen=True)
class Asked:
    """Whether the other side issues too, and whether it permits too."""

    second_issuer: bool
    second_permitter: bool


def asked(order: Order, kind: str, *, leader: Person, customer_owned: bool) -> Asked:
    """Who works is no answer of a form: a contractor's leader is known as such."""
    pack, firm = pack_of(order), leader.organisation
    hired = firm is not None and firm.kind == OrganisationKind.CONTRACTOR
    rule = "ticket_rules"
    theirs = customer_owned and demands(pack, f"{rule}.customer_plant_double_signing")
    hands = hired and demands(pack, f"{rule}.contractor_double_signing")
    permits = f"{rule}.customer_plant_double_permission"
    return Asked(
        form_of(order, kind).double_signing or theirs or hands,
        customer_owned and demands(pack, permits),
    )


def named(
    order: Order, given: dict[str, Any], *, issuer: Person, leader: Person, at: datetime
) -> dict[str, Any]:
    """The other side as the ticket keeps it. Refused where somebody is lacking."""
    # "Not known" is no "no": until it is known it is the customer's.
    held: dict[str, Any] = {
        "customer_owned": given["customer_owned"] in {"yes", "unknown"}
    }
    wanted = asked(order, given["kind"], leader=leader, **held)
    taken = {issuer.pk, leader.pk}
    for role, skill in SIDES.items():
        if given[role] is None:
            if getattr(wanted, role):
                code, step = f"{_CODE[role]}-unnamed", "name-the-other-side"
                raise Refused(code, next_step=step, field=role)
            continue
        person = person_named(given[role])
        if person.pk in taken:
            step = "name-somebody-else"
            raise Refused("other-side-is-on-the-ticket", next_step=step, field=role)
        if not certified(person, skill, at):
            raise Refused("certificate-missing", person=str(person.pk), skill=skill)
        taken.add(person.pk)
        held[role] = person
    return held


def say_named(ticket: Ticket, subjects: tuple[Any, ...]) -> None:
    """Who stands for the other side, as the journal tells it."""
    people = (ticket.second_issuer_id, ticket.second_permitter_id)
    if not any(people):
        return
    fact = OtherSideNamed(ticket.pk, *people, ticket.customer_owned)
    say(fact, subjects=subjects, unit=ticket.unit_id)


def unsigned(ticket: Ticket, role: str) -> bool:
    """He is named, and has not signed the ticket as his role signs it."""
    who = getattr(ticket, f"{role}_id")
    if who is None:
        return False
    signed = {(each.person_id, each.role) for each in signatures(ticket)}
    return (who, role) not in signed


def stands_in(ticket: Ticket, person: Person) -> bool:
    """Whether he receives it back for the other side, whose permitter is ill or left.

    One of the same side, and nobody who stood in another role on it. He lets nobody in.
    """
    named = ticket.second_permitter
    if named is None or ticket.permitted_at is None or not _gone(named):
        return False
    before = stood(ticket)
    taken = before.issuers | before.leaders | before.permitters
    same = person.organisation_id == named.organisation_id
    return same and person.pk not in taken


def received_back(ticket: Ticket) -> bool:
    """The other side has signed it as it stands, where there is one."""
    if not unsigned(ticket, "second_permitter"):
        return True
    mine = [s.person for s in signatures(ticket) if s.role == "second_permitter"]
    return any(stands_in(ticket, each) for each in mine)


def _gone(person: Person) -> bool:
    return person.unfit_since is not None or person.left_at is not None


def missing(order: Order, ticket: Ticket) -> Iterator[Missing]:
    """What the other side has not done yet, as it stands at this moment."""
    leader, now = ticket.leader, clock.now()
    wanted = asked(
        order, ticket.kind, leader=leader, customer_owned=ticket.customer_owned
    )
    for role, skill in SIDES.items():
        person: Person | None = getattr(ticket, role)
        if person is None:
            if getattr(wanted, role):
                yield _held(f"{_CODE[role]}-unnamed", ticket, "safety.issue_ticket")
            continue
        if not certified(person, skill, now):
            yield _held(
                "certificate-missing", ticket, "workforce.add_certificate", person,
                skill=skill,
            )  # fmt: skip
        if person.unfit_since is not None:
            yield _held("other-side-unfit", ticket, "safety.issue_ticket", person)
        if unsigned(ticket, role):
            yield _held(f"{_CODE[role]}-unsigned", ticket, "safety.sign", person)


def _held(
    code: str, ticket: Ticket, step: str, person: Person | None = None, **facts: object
) -> Missing:
    return Missing(
        "G3",
        code,
        holder=f"person:{person.pk}" if person else "role:issuer",
        since=ticket.issued_at,
        next_step=step,
        evidence=(str(ticket.pk),),
        facts={
            "ticket": ticket.number,
            **({"person": person.pk} if person else {}),
            **facts,
        },
    )
