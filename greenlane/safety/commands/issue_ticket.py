"""A ticket is written for one piece of work, and signed by its issuer.

The repair form is for faults alone: never for planned or new work.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Instant, Rows, Text, YesNo
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import walk
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import Lock
from greenlane.core.models import Head, Unit
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety import both_sides, ground, ticket_kinds, validity
from greenlane.safety.facts_ticket import TicketIssued
from greenlane.safety.models import Isolation, Ticket
from greenlane.safety.signing import sign
from greenlane.work.models import Order
from greenlane.workforce.models import Person
from greenlane.workforce.queries import certified, person_named, person_of


class BeforeRow(forms.Form):
    ticket = Id(kind="ticket", label=_("Ticket"))


class IssueTicket(ReleaseForm):
    order = Id(kind="order", label=_("Order"))
    kind = forms.SlugField(max_length=24, label=_("Form of ticket"))
    isolation = Id(kind="isolation", label=_("Isolated section"), required=False)
    no_infeeds = YesNo(
        label=_("Connected to nothing: the list of infeeds is empty"), required=False
    )
    scope = Text(max_length=400, lines=True, label=_("What is done, and where"))
    areas = Text(max_length=60, label=_("Areas of the playbook"))
    measures = Text(
        max_length=800, lines=True, required=False, label=_("Safety measures")
    )
    leader = Id(kind="person", label=_("Leader"))
    customer_owned = YesNo(label=_("On the customer's own plant"))
    second_issuer = Id(
        kind="person", label=_("Issuer of the other side"), required=False
    )
    second_permitter = Id(
        kind="person", label=_("Permitter of the other side"), required=False
    )
    valid_until = Instant(
        required=False,
        label=_("Valid until (empty: as long as the rule pack says)"),
    )
    after = Rows(
        BeforeRow,
        min_rows=0,
        max_rows=20,
        label=_("Tickets that end before this one is permitted"),
    )


@command(
    "safety.issue_ticket",
    title=_("Issue a ticket"),
    takes=IssueTicket,
    needs="issue",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def issue_ticket(form: IssueTicket, *, by: Actor, at: datetime) -> Answer:
    given, issuer = form.cleaned_data, person_of(by)
    order = find(Order, given["order"])
    leader = person_named(given["leader"])
    floor = ground.of_order(order)
    live = _right_form(order, given)
    isolation, before = _section(floor, given), _before(floor, given)
    walk(floor.act("issue_ticket", people=(leader.pk,)))
    _able(issuer, leader, at)
    sides = both_sides.named(order, given, issuer=issuer, leader=leader, at=at)
    ticket = Ticket.objects.create(
        unit_id=order.unit_id, order=order, number=_number(order), kind=given["kind"],
        isolation=isolation, no_infeeds=given["no_infeeds"] == "yes", live=live,
        scope=given["scope"], areas=" ".join(given["areas"].split()),
        measures=given["measures"], issuer=issuer, leader=leader, issued_at=at,
        **sides,
        valid_until=_end(order, given, at),
    )  # fmt: skip
    if before:
        ticket.after.set(before)
    sign(ticket, person=issuer, role="issuer", by=by, at=at)
    say(
        TicketIssued(ticket.pk, ticket.kind, issuer.pk, leader.pk),
        subjects=floor.subjects(ticket),
        unit=ticket.unit_id,
        stamps=(ticket,),
    )
    both_sides.say_named(ticket, floor.subjects(ticket))
    return answer("ticket-issued", ticket=ticket.pk, number=ticket.number)


def _right_form(order: Order, given: dict[str, Any]) -> bool:
    """Whether it is for live work. Refuses a form that does not fit the work."""
    form = ticket_kinds.form_of(order, given["kind"])
    if form.faults_only and order.mission not in ticket_kinds.REPAIRS:
        raise Refused("repair-form-for-new-work", next_step="choose-another-form")
    empty = given["no_infeeds"] == "yes"
    if form.live and (given["isolation"] or empty):
        raise Refused("live-ticket-has-no-section", next_step="look-again")
    if not form.live and bool(given["isolation"]) is empty:
        raise Refused("infeed-list-unstated", next_step="safety.add_isolation")
    if form.needs_isolation and empty:
        step = "safety.add_isolation"
        raise Refused("form-needs-section", next_step=step, kind=form.kind)
    return form.live


def _end(order: Order, given: dict[str, Any], at: datetime) -> datetime:
    """Every ticket has an end: the one that is stated, or the usual one of its form."""
    until: datetime | None = given["valid_until"]
    if until is None:
        return at + validity.usual(order, given["kind"])
    if until <= at:
        raise Refused("end-not-later", field="valid_until")
    longest = validity.most(order, given["kind"])
    if until > at + longest:
        hours = validity.in_hours(longest)
        raise Refused("end-too-late", field="valid_until", hours=hours)
    return until


def _section(floor: ground.Ground, given: dict[str, Any]) -> Isolation | None:
    """The section, if it is one that this order's work can touch."""
    key = given["isolation"]
    if key is None:
        return None
    if key not in floor.isolations:
        raise Refused("section-not-near", next_step="safety.add_isolation")
    return Isolation.objects.get(pk=key)


def _before(floor: ground.Ground, given: dict[str, Any]) -> list[Ticket]:
    """Tickets of this order, or on a section that its work can touch."""
    found = [find(Ticket, row["ticket"]) for row in given["after"] or []]
    for ticket in found:
        near = ticket.isolation_id in floor.isolations
        if ticket.order_id != floor.order.pk and not near:
            raise Refused("ticket-not-near", field="after", ticket=ticket.number)
    return found


def _able(issuer: Person, leader: Person, at: datetime) -> None:
    if issuer.pk == leader.pk:
        raise Refused("leader-is-issuer", next_step="name-another-leader")
    for person, skill in ((issuer, "issuer"), (leader, "leader")):
        if not certified(person, skill, at):
            raise Refused("certificate-missing", person=str(person.pk), skill=skill)


def _number(order: Order) -> str:
    """BY-T220329-1: unit, day, running number. The unit's head keeps twins apart."""
    locks.take(Lock(Head, order.unit_id))
    unit = Unit.objects.get(pk=order.unit_id)
    day = clock.now().astimezone(ZoneInfo(unit.timezone)).strftime("%y%m%d")
    start = f"{unit.code}-T{day}-"
    before = Ticket.objects.filter(unit=unit, number__startswith=start).count()
    return f"{start}{before + 1}"
