"""What waits for the signature of the one who looks: document and role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.http import urlencode

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.choices import Option
from greenlane.core.texts import said_as
from greenlane.safety.closure import closure
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    Instruction,
    Point,
    ShiftHandover,
    Ticket,
    TicketTransfer,
)
from greenlane.safety.signers import RULES
from greenlane.safety.signing import signatures
from greenlane.workforce.models import Person

MOST = 60  # documents that are looked through for one page
Waiting = tuple[Model, str, str]  # the document, the role, what it is called


def waiting(actor: Actor, order: Any) -> Iterator[Option]:
    """("kind=…&id=…&role=…", what it says) for each that this person may sign now."""
    person = Person.objects.filter(account=actor.account).first()
    if person is not None:
        yield from unsigned(person, _documents(actor, order, person))


def naming(actor: Actor, order: Any, person: Person) -> Iterator[Option]:
    """Newest records that name this person: nobody else's signature will do."""
    oldest_first = reversed([*_records(actor, order, person)])
    newest = {role: (row, role, name) for row, role, name in oldest_first}
    yield from unsigned(person, newest.values())


def unsigned(person: Person, found: Iterable[Waiting]) -> Iterator[Option]:
    """Those that the person may sign, and has not signed as they stand now."""
    now = clock.now()
    for row, role, name in found:
        kind = row._meta.model_name or ""
        rule = RULES.get((kind, role))
        if rule is not None and not rule(row, person, now):
            continue
        mine = {s.role for s in signatures(row) if s.person_id == person.pk}  # type: ignore[arg-type]
        if role not in mine:
            yield (
                urlencode({"kind": kind, "id": row.pk, "role": role}),
                _said(kind, role, name),
            )


def _said(kind: str, role: str, name: str) -> str:
    return f"{said_as('kind', kind)} {name}: {said_as('role', role)}"


def _documents(actor: Actor, order: Any, person: Person) -> Iterator[Waiting]:
    yield from _tickets(actor, order)
    yield from _transfers(actor, order, person)
    yield from _instructions(actor, order)
    yield from _earths(actor, order)
    yield from _points(actor, order)
    yield from _records(actor, order, person)
    if order is None:
        rows = ShiftHandover.objects.seen_by(actor).filter(accepted_at__isnull=True)
        for each in rows.select_related("giver", "taker"):
            for role in ("giver", "taker"):
                yield each, role, f"{each.giver} → {each.taker}"


def _near(rows: QuerySet[Any], order: Any) -> QuerySet[Any]:
    """Of the order, or standing on a section that it shares."""
    if order is None:
        return rows
    return rows.filter(Q(order=order) | Q(isolation__in=closure(order)))


def _tickets(actor: Actor, order: Any) -> Iterator[Waiting]:
    rows = Ticket.objects.seen_by(actor).filter(
        ended_at__isnull=True, received_at__isnull=False
    )
    for ticket in _near(_unreceived(actor), order).order_by("-id")[:MOST]:
        yield ticket, "second_issuer", ticket.number
    for ticket in _near(rows, order).order_by("-id")[:MOST]:
        yield ticket, "leader", ticket.number
        if ticket.second_permitter_id is not None:
            yield ticket, "second_permitter", ticket.number
        if ticket.permitted_at is not None:
            yield ticket, "permitter", ticket.number


def _unreceived(actor: Actor) -> QuerySet[Ticket]:
    """The other side issues before the leader takes it."""
    rows = Ticket.objects.seen_by(actor).filter(second_issuer__isnull=False)
    return rows.filter(ended_at__isnull=True, received_at__isnull=True)


def _transfers(actor: Actor, order: Any, person: Person) -> Iterator[Waiting]:
    rows = TicketTransfer.objects.seen_by(actor).filter(
        taker=person, agreed_at__isnull=True, ticket__ended_at__isnull=True
    )
    if order is not None:
        rows = rows.filter(ticket__order=order)
    for each in rows.select_related("ticket", "giver").order_by("-id")[:MOST]:
        yield each, "takes_ticket", f"{each.ticket.number}, {each.giver}"


def _instructions(actor: Actor, order: Any) -> Iterator[Waiting]:
    rows = Instruction.objects.seen_by(actor).filter(
        used_at__isnull=True, withdrawn_at__isnull=True
    )
    if order is not None:
        rows = rows.filter(order=order)
    for each in rows.order_by("-given_at")[:MOST]:
        yield each, "guard", each.text


def _earths(actor: Actor, order: Any) -> Iterator[Waiting]:
    rows = EarthSet.objects.seen_by(actor).filter(removed_at__isnull=True)
    if order is not None:
        rows = rows.filter(isolation__in=closure(order))
    for earth in rows.order_by("-id")[:MOST]:
        for role in ("guard", "people_clear", "removal_guard"):
            yield earth, role, f"{earth.number}, {earth.place}"


def _points(actor: Actor, order: Any) -> Iterator[Waiting]:
    rows = Point.objects.seen_by(actor).filter(unlocked_at__isnull=True)
    if order is not None:
        rows = rows.filter(isolation__in=closure(order))
    for each in rows.select_related("device").order_by("-id")[:MOST]:
        yield each, "unlock_guard", f"{each.lock_number}, {each.device}"


RECORDS = {
    "briefing": "head",
    "user_side_open": "site_electrician",
    "live_conditions": "watcher",
    "live_check": "authority",
}


def _records(actor: Actor, order: Any, person: Person) -> Iterator[Waiting]:
    rows = Evidence.objects.seen_by(actor).filter(
        kind__in=RECORDS, lines__person=person, withdrawn_at__isnull=True
    )
    if order is not None:
        rows = rows.filter(order=order)
    for each in rows.distinct().order_by("-at")[:MOST]:
        yield each, RECORDS[each.kind], f"({each.get_kind_display()})"
