"""Which tickets a verb may be about, and which forms of ticket the rule pack knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from greenlane.core.actors import Actor
from greenlane.core.choices import MOST, Chooser, Option, clock_time
from greenlane.core.texts import listed, said_as
from greenlane.safety.closure import closure
from greenlane.safety.doubts import marked
from greenlane.safety.models import Ticket, TicketExtension
from greenlane.safety.ticket_chooser import WHY, Offered, offered
from greenlane.safety.ticket_queries import resting
from greenlane.workforce.choices import skilled


def tickets(wanted: Q) -> Chooser:
    """Tickets in this state: of the order, or standing on a section that it shares."""

    def chosen(actor: Actor, order: Any) -> Iterator[Option]:
        rows = Ticket.objects.seen_by(actor).filter(wanted, ended_at__isnull=True)
        if order is not None:
            rows = rows.filter(Q(order=order) | Q(isolation__in=closure(order)))
        rows = rows.select_related("leader").order_by("-id")
        for ticket in rows[:MOST]:
            yield ticket.pk, f"{ticket.number}, {ticket.leader}, {ticket.scope[:60]}"

    return chosen


def extensions(actor: Actor, order: Any) -> Iterator[Option]:
    """Later ends that were asked for, and that nobody has agreed to yet."""
    rows = TicketExtension.objects.seen_by(actor).filter(
        agreed_at__isnull=True, ticket__ended_at__isnull=True
    )
    if order is not None:
        rows = rows.filter(ticket__order=order)
    for each in rows.select_related("ticket", "unit", "asked_by").order_by("-id")[
        :MOST
    ]:
        until = clock_time(each.until, each.unit)
        yield each.pk, f"{each.ticket.number}, {until}, {each.asked_by}: {each.why}"


def forms_of_ticket(actor: Actor, order: Any) -> Iterator[Option]:
    """The forms by their titles in the order's pack; what is proposed stands first."""
    if order is None:
        return
    forms = offered(order)
    proposed = [(each.kind, _with_why(each)) for each in forms if each.proposals]
    others = [(each.kind, _called(each)) for each in forms if not each.proposals]
    if proposed:
        yield _("Proposed for this work"), proposed
    if others:
        yield _("Others"), others


def _called(form: Offered) -> str:
    return marked(form.title, not form.confirmed)


def _with_why(form: Offered) -> str:
    said = {
        "title": _called(form),
        "areas": listed(
            said_as("areas", area) for each in form.proposals for area in each.areas
        ),
        "why": WHY[form.proposals[0].why],
    }
    return _("%(title)s (%(areas)s): %(why)s") % said


_ISSUED = Q(received_at__isnull=True, revoked_at__isnull=True)
_RECEIVED = Q(
    received_at__isnull=False, permitted_at__isnull=True, revoked_at__isnull=True
)
_PERMITTED = Q(permitted_at__isnull=False)
TICKETS: dict[str, Chooser] = {
    "ticket": tickets(Q()),
    "safety.receive_ticket.ticket": tickets(_ISSUED),
    "safety.permit.ticket": tickets(_RECEIVED),
    "safety.refuse_permit.ticket": tickets(Q(permitted_at__isnull=True)),
    "safety.interrupt_ticket.ticket": tickets(_PERMITTED),
    "safety.ask_extension.ticket": tickets(Q(revoked_at__isnull=True)),
    "safety.hand_over_ticket.ticket": tickets(Q()),
    "safety.resume_ticket.ticket": tickets(Q(pk__in=resting())),
    "safety.end_ticket.ticket": tickets(_PERMITTED),
    "safety.revoke_ticket.ticket": tickets(Q(revoked_at__isnull=True)),
    "safety.acknowledge_revocation.ticket": tickets(
        Q(revoked_at__isnull=False, acknowledged_at__isnull=True)
    ),
    "safety.issue_ticket.kind": forms_of_ticket,
    "safety.issue_ticket.after.ticket": tickets(Q(revoked_at__isnull=True)),
    "safety.issue_ticket.leader": skilled("leader"),
    "safety.issue_ticket.second_issuer": skilled("issuer"),
    "safety.issue_ticket.second_permitter": skilled("permit"),
    "safety.change_leader.leader": skilled("leader"),
    "safety.hand_over_ticket.taker": skilled("leader"),
    "ticketextension": extensions,
}
