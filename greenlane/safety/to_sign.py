"""Documents that ask for one person's signature, of every order that is open.

`named`: nobody else's will do, and it is wanted now. The others are signed at an act:
any earlier they would go stale, and a second operator may be somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.http import urlencode

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.texts import said_as
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    Instruction,
    Point,
    ShiftHandover,
    Signature,
    Ticket,
    TicketTransfer,
)
from greenlane.safety.sign_choices import RECORDS
from greenlane.safety.signers import RULES
from greenlane.safety.signing import signatures_of
from greenlane.work.models import Order
from greenlane.workforce.models import Person
from greenlane.workforce.queries import certified

MOST = 60  # documents of one kind that are looked through
# In these roles one signature is enough, whoever of those able has given it.
ONE_IS_ENOUGH = frozenset({"guard", "removal_guard", "unlock_guard", "receiver"})


@dataclass(frozen=True)
class ToSign:
    """A document, the role in which it is signed, what it is called, since when."""

    row: Any
    role: str
    name: str
    order: Order | None
    since: datetime | None
    named: bool

    @property
    def kind(self) -> str:
        return str(self.row._meta.model_name)

    @property
    def query(self) -> str:
        """What the page of signing is told."""
        return urlencode({"kind": self.kind, "id": self.row.pk, "role": self.role})

    @property
    def said(self) -> str:
        return f"{said_as('kind', self.kind)} {self.name}: {said_as('role', self.role)}"


def asked(actor: Actor, person: Person) -> Iterator[ToSign]:
    """Everything of this room, signed or not."""
    switches = certified(person, "switch", clock.now())
    yield from _tickets(actor, person)
    yield from _beside(actor, person)
    yield from _earths(actor, person, switches=switches)
    yield from _records(actor, person)
    if switches:
        yield from _instructions(actor)
        yield from _points(actor)
    yield from _transfers(actor, person)
    rows = ShiftHandover.objects.seen_by(actor).filter(accepted_at__isnull=True)
    for each in rows.select_related("giver", "taker").order_by("-at")[:MOST]:
        for role, one in (("giver", each.giver), ("taker", each.taker)):
            if one == person:
                name = f"{each.giver} → {each.taker}"
                yield ToSign(each, role, name, None, each.at, named=True)


def unsigned(person: Person, found: Iterable[ToSign]) -> list[ToSign]:
    """Those that this person may sign and that are not signed yet, as they stand now.

    One query for the signatures of all; a document that nobody has signed is not read.
    """
    now, rows = clock.now(), list(found)
    given = signatures_of([each.row for each in rows])
    left = []
    for each in rows:
        rule = RULES.get((each.kind, each.role))
        if rule is not None and not rule(each.row, person, now):
            continue
        there = given[each.row.pk]
        mine = [s for s in there if s.role == each.role]
        if not any(_counts(each, s, person) for s in mine):
            left.append(_turn(each, {s.role for s in there}))
    return sorted(left, key=lambda each: (not each.named, each.since or now))


def _turn(asked: ToSign, signed: set[str]) -> ToSign:
    """Its leader has signed the ticket at the end: now the permitter is waited for."""
    turn = asked.role in {"permitter", "second_permitter"} and "leader" in signed
    return replace(asked, named=asked.named or turn)


def _counts(asked: ToSign, signature: Signature, person: Person) -> bool:
    return asked.role in ONE_IS_ENOUGH or signature.person_id == person.pk


def open_ones(rows: QuerySet[Any], *, on: str = "order") -> QuerySet[Any]:
    """Of orders that have not ended, the newest first."""
    return rows.exclude(**{f"{on}__ended": True}).order_by("-id")[:MOST]


def _tickets(actor: Actor, person: Person) -> Iterator[ToSign]:
    rows = Ticket.objects.seen_by(actor).filter(
        Q(leader=person) | Q(permitter=person) | Q(second_permitter=person),
        ended_at__isnull=True,
        received_at__isnull=False,
    )
    rows = rows.select_related("order__site", "isolation")
    for ticket in open_ones(rows):
        begun = ticket.permitted_at
        since = begun or ticket.received_at
        role = "leader" if ticket.leader_id == person.pk else "permitter"
        if ticket.second_permitter_id == person.pk:
            role = "second_permitter"
        # Until the permit the leader's is waited for; then both are, at the end.
        named = role != "permitter" and begun is None
        yield ToSign(ticket, role, ticket.number, ticket.order, since, named)


def _beside(actor: Actor, person: Person) -> Iterator[ToSign]:
    """Tickets that this person issues for the other side."""
    rows = Ticket.objects.seen_by(actor).filter(
        second_issuer=person, ended_at__isnull=True, received_at__isnull=True
    )
    for each in open_ones(rows.select_related("order__site", "isolation")):
        yield ToSign(
            each, "second_issuer", each.number, each.order, each.issued_at, named=True
        )


def _transfers(actor: Actor, person: Person) -> Iterator[ToSign]:
    """Tickets that are handed to this person."""
    rows = TicketTransfer.objects.seen_by(actor).filter(
        taker=person, agreed_at__isnull=True, ticket__ended_at__isnull=True
    )
    for each in open_ones(
        rows.select_related("ticket__order__site", "giver"), on="ticket__order"
    ):
        name = f"{each.ticket.number}, {each.giver}"
        yield ToSign(each, "takes_ticket", name, each.ticket.order, each.at, named=True)


def _instructions(actor: Actor) -> Iterator[ToSign]:
    rows = Instruction.objects.seen_by(actor).filter(
        used_at__isnull=True, withdrawn_at__isnull=True
    )
    for each in open_ones(rows.select_related("order__site")):
        yield ToSign(each, "guard", each.text, each.order, each.given_at, named=False)


def _earths(actor: Actor, person: Person, *, switches: bool) -> Iterator[ToSign]:
    rows = EarthSet.objects.seen_by(actor).filter(removed_at__isnull=True)
    rows = rows.select_related("isolation__order__site")
    for earth in open_ones(rows, on="isolation__order"):
        name, order = f"{earth.number}, {earth.place}", earth.isolation.order
        if earth.placed_with_id == person.pk:
            yield ToSign(earth, "guard", name, order, earth.placed_at, named=True)
        yield ToSign(earth, "people_clear", name, order, earth.placed_at, named=False)
        if switches:
            yield ToSign(earth, "removal_guard", name, order, None, named=False)


def _points(actor: Actor) -> Iterator[ToSign]:
    rows = Point.objects.seen_by(actor).filter(unlocked_at__isnull=True)
    rows = rows.select_related("isolation__order__site", "device")
    for each in open_ones(rows, on="isolation__order"):
        name, order = f"{each.lock_number}, {each.device}", each.isolation.order
        yield ToSign(each, "unlock_guard", name, order, None, named=False)


def _records(actor: Actor, person: Person) -> Iterator[ToSign]:
    """The newest record of each kind on an order, where it names this person."""
    rows = Evidence.objects.seen_by(actor).filter(
        kind__in=RECORDS, withdrawn_at__isnull=True
    )
    mine = rows.filter(lines__person=person).distinct().select_related("order__site")
    newest: dict[tuple[Any, str, str], Evidence] = {}
    for each in open_ones(mine):
        key = (each.order_id, each.kind, each.covers)
        if key not in newest or newest[key].at < each.at:
            newest[key] = each
    for each in newest.values():
        name, role = f"({each.get_kind_display()})", RECORDS[each.kind]
        yield ToSign(each, role, name, each.order, each.at, named=True)
