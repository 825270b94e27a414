"""Who may sign what, in which role. Nobody signs for another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.core.refusals import Refused
from greenlane.safety.both_sides import stands_in
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    Instruction,
    Point,
    Ticket,
    TicketExtension,
    TicketTransfer,
)
from greenlane.safety.stood import stood
from greenlane.safety.ticket_queries import open_tickets
from greenlane.workforce.models import Person
from greenlane.workforce.queries import certified

Rule = Callable[[Any, Person, datetime], bool]
# Roles on a document that are no account roles.
LABELS: dict[str, Promise] = {
    "head": _("Present at the briefing"),
    "guard": _("Guard"),
    "removal_guard": _("Guard of the removal"),
    "unlock_guard": _("Guard of the unlocking"),
    "people_clear": _("People are clear"),
    "hands_ticket": _("Leader, hands the ticket over"),
    "takes_ticket": _("Leader, takes the ticket over"),
    "authority": _("Authority of the live checks"),
    "checker": _("Checker"),
    "writer": _("Writer"),
    "giver": _("Hands over"),
    "taker": _("Takes over"),
    "second_issuer": _("Issuer of the other side"),
    "second_permitter": _("Permitter of the other side"),
    "survey_leader": _("Leader of the survey"),
    "engineer": _("Engineer"),
    "receiver": _("Receiver"),
}


def must_be_signer(row: Model, *, person: Person, role: str, at: datetime) -> None:
    """Raises Refused: role-not-on-document, not-your-signature.

    For a document of another room its own gates judge which signature counts.
    """
    kind = row._meta.model_name or ""
    rule = RULES.get((kind, role))
    if rule is None and kind in {known for known, _role in RULES}:
        raise Refused("role-not-on-document", document=kind, role=role)
    if rule is not None and not rule(row, person, at):
        raise Refused("not-your-signature", document=kind, role=role)


def _able(person: Person, skill: str, at: datetime) -> bool:
    return person.unfit_since is None and certified(person, skill, at)


def _named_in(evidence: Evidence, person: Person, at: datetime) -> bool:
    return evidence.lines.filter(person=person).exists()


def _guards(order: Instruction, person: Person, at: datetime) -> bool:
    taken = {order.given_by_id, order.read_back_by_id}
    return person.pk not in taken and _able(person, "switch", at)


def _helped(earth: EarthSet, person: Person, at: datetime) -> bool:
    return person.pk == earth.placed_with_id


def _may_remove(earth: EarthSet, person: Person, at: datetime) -> bool:
    return earth.removed_at is None and _able(person, "switch", at)


def _may_unlock(point: Point, person: Person, at: datetime) -> bool:
    return point.unlocked_at is None and _able(person, "switch", at)


def _relies(earth: EarthSet, person: Person, at: datetime) -> bool:
    section = earth.isolation_id
    return any(
        ticket.isolation_id == section and ticket.leader_id == person.pk
        for ticket in open_tickets((section,))
    )


def _leads(ticket: Ticket, person: Person, at: datetime) -> bool:
    return person.pk == ticket.leader_id and ticket.received_at is not None


def _issues(ticket: Ticket, person: Person, at: datetime) -> bool:
    return person.pk == ticket.issuer_id


def _permits(ticket: Ticket, person: Person, at: datetime) -> bool:
    before = stood(ticket)
    taken = before.leaders | before.issuers | before.theirs
    return person.pk not in taken and _able(person, "permit", at)


def _issues_beside(ticket: Ticket, person: Person, at: datetime) -> bool:
    return person.pk == ticket.second_issuer_id


def _permits_beside(ticket: Ticket, person: Person, at: datetime) -> bool:
    """Also where the new leader of a revoked ticket can receive it no more."""
    if person.pk == ticket.second_permitter_id:
        return ticket.received_at is not None or ticket.permitted_at is not None
    return stands_in(ticket, person) and _able(person, "permit", at)


def _takes(handed: TicketTransfer, person: Person, at: datetime) -> bool:
    open_still = handed.agreed_at is None
    return open_still and person.pk == handed.taker_id and _able(person, "leader", at)


def _agrees(asked: TicketExtension, person: Person, at: datetime) -> bool:
    return _permits(asked.ticket, person, at)


RULES: dict[tuple[str, str], Rule] = {
    ("evidence", "head"): _named_in,
    ("evidence", "site_electrician"): _named_in,
    ("evidence", "watcher"): _named_in,
    ("evidence", "authority"): _named_in,
    ("instruction", "guard"): _guards,
    ("earthset", "guard"): _helped,
    ("earthset", "removal_guard"): _may_remove,
    ("earthset", "people_clear"): _relies,
    ("point", "unlock_guard"): _may_unlock,
    # Its checker signs by checking it (`safety.check_switching`), no other way.
    ("switchingorder", "writer"): lambda row, person, at: (
        person.pk == row.written_by_id
    ),
    ("ticket", "leader"): _leads,
    ("ticket", "issuer"): _issues,
    ("ticket", "permitter"): _permits,
    ("ticket", "second_issuer"): _issues_beside,
    ("ticket", "second_permitter"): _permits_beside,
    ("tickettransfer", "hands_ticket"): lambda row, person, at: (
        person.pk == row.giver_id
    ),
    ("tickettransfer", "takes_ticket"): _takes,
    ("ticketextension", "leader"): lambda row, person, at: person.pk == row.asked_by_id,
    ("ticketextension", "permitter"): _agrees,
    ("shifthandover", "giver"): lambda row, person, at: person.pk == row.giver_id,
    ("shifthandover", "taker"): lambda row, person, at: person.pk == row.taker_id,
}
