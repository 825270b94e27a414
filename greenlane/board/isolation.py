"""One isolation on one page: what keeps it dead, who is behind it, what stays on.

Everything is read for the order that the section belongs to, so that nobody who comes
from a shared order sees a shorter list than its own crew does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from greenlane.board import ground
from greenlane.board.alarming import AlarmLine, unreviewed
from greenlane.board.verbs import Verb, verb
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.gatewalk import look
from greenlane.core.refusals import NotFound
from greenlane.core.texts import sentence
from greenlane.network.models import Device
from greenlane.safety.alarms import reports_on
from greenlane.safety.closure import closure
from greenlane.safety.freshness import covers_isolation, newest_fresh
from greenlane.safety.ground import Ground
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    EvidenceLine,
    Infeed,
    Isolation,
    Point,
)
from greenlane.safety.ticket_queries import infeeds_of, open_tickets, people_in
from greenlane.work.models import Order, StopWork
from greenlane.work.naming import called
from greenlane.work.queries import open_stops, order_detail
from greenlane.workforce.models import Person

Reasons = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class InfeedRow:
    """A way in, by its dual name; no point: volts may come this way."""

    infeed: Infeed
    device: Device | None
    point: Point | None


@dataclass(frozen=True)
class Proof:
    """The newest test for dead. `lapsed`: why it proves nothing any more, if so."""

    record: Evidence | None
    lapsed: str
    before: bool = False
    after: bool = False
    phases: tuple[EvidenceLine, ...] = ()


@dataclass(frozen=True)
class Relying:
    """A ticket that relies on the section, and the people who are at work under it."""

    view: ground.TicketView
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Kept:
    """What may not be taken off, and every reason with whoever has it in hand."""

    earths: tuple[EarthSet, ...]
    points: tuple[Point, ...]
    reasons: Reasons


@dataclass(frozen=True)
class IsolationPage:
    """`order` is the section's own; `asked` is the one the reader comes from."""

    section: Isolation
    order: Order
    asked: Order
    infeeds: tuple[InfeedRow, ...]
    proof: Proof
    earths: Sequence[EarthSet]
    relying: tuple[Relying, ...]
    others: tuple[ground.SectionView, ...]
    kept: tuple[Kept, ...]
    stops: Sequence[StopWork]
    reports: tuple[AlarmLine, ...]
    stop: Verb | None

    @property
    def ways_open(self) -> int:
        """How many ways in are not isolated."""
        return sum(1 for row in self.infeeds if row.point is None)

    @property
    def people(self) -> int:
        return sum(each.view.inside for each in self.relying)

    @property
    def open(self) -> tuple[Relying, ...]:
        return tuple(each for each in self.relying if each.view.is_open)


def isolation_page(actor: Actor, number: str, key: UUID) -> IsolationPage:
    """A section that this order touches: its own, or one it shares. Raises NotFound."""
    asked = order_detail(actor, number)
    row = Isolation.objects.filter(pk=key, pk__in=closure(asked))
    section = row.select_related("order__site", "order__unit", "site", "source").first()
    if section is None:
        raise NotFound("isolation", id=str(key))
    order = section.order
    seen = ground.ground_of(order, actor)
    mine = next(each for each in seen.sections if each.section.pk == key)
    touched = tuple(each.section.pk for each in seen.sections)
    return IsolationPage(
        section=section,
        order=order,
        asked=asked,
        infeeds=_infeeds(section, mine),
        proof=proof_of(section),
        earths=mine.earths,
        relying=tuple(_relying(section, mine, order, actor)),
        others=tuple(each for each in seen.sections if each is not mine),
        kept=kept_on(mine, Ground(order, touched)),
        stops=open_stops(order.pk, order.site_id, touched),
        reports=tuple(unreviewed(each) for each in reports_on(order, touched)),
        stop=verb(order, "work.stop_work", actor, isolation=key),
    )


def _infeeds(section: Isolation, view: ground.SectionView) -> tuple[InfeedRow, ...]:
    open_at = {point.infeed_id: point for point in view.points}
    return tuple(
        InfeedRow(row, _device(row, open_at.get(row.pk)), open_at.get(row.pk))
        for row in infeeds_of(section)
    )


def _device(infeed: Infeed, point: Point | None) -> Device | None:
    return point.device if point else infeed.device


def proof_of(section: Isolation) -> Proof:
    """Tester proved before and after, every phase: and whether it still counts."""
    covers = covers_isolation(section.pk)
    record, why = newest_fresh(section.order, "proved_dead", covers, now=clock.now())
    if record is None:
        return Proof(None, sentence(why, {"kind": "proved_dead"})[0])
    lines = list(record.lines.order_by("id"))
    good = {line.what for line in lines if line.ok}
    told = {"kind": "proved_dead", "covers": str(section)}
    return Proof(
        record,
        sentence(why, told)[0] if why else "",
        "tester_proved_before" in good,
        "tester_proved_after" in good,
        tuple(sorted((x for x in lines if x.value is not None), key=lambda x: x.phase)),
    )


def _relying(
    section: Isolation, view: ground.SectionView, order: Order, actor: Actor
) -> Iterable[Relying]:
    """Its own tickets, and open ones of no section that may stand anywhere here."""
    known = {each.ticket.pk for each in view.tickets}
    stray = [t for t in open_tickets((section.pk,)) if t.pk not in known]
    views = (*view.tickets, *(ground.view_of(each, order) for each in stray))
    for each in sorted(views, key=lambda one: (not one.is_open, one.is_over)):
        # Of a unit that the reader does not see: how many, not who.
        names = each.is_open and actor.sees(each.ticket.unit.path)
        yield Relying(each, tuple(people_in(each.ticket)) if names else ())


def kept_on(view: ground.SectionView, floor: Ground) -> tuple[Kept, ...]:
    """The gates are asked for every earth set and lock; like answers stand together."""
    found: dict[Reasons, tuple[list[EarthSet], list[Point]]] = {}
    for earth in view.earths:
        held = _asked(floor, "remove_earth", earth.pk)
        found.setdefault(held, ([], []))[0].append(earth)
    for point in view.points:
        held = _asked(floor, "unlock_point", point.pk)
        found.setdefault(held, ([], []))[1].append(point)
    names = called(holder for held in found for _says, holder in held)
    return tuple(
        Kept(
            tuple(earths),
            tuple(points),
            tuple((says, names.get(holder, holder)) for says, holder in held),
        )
        for held, (earths, points) in found.items()
    )


def _asked(floor: Ground, kind: str, subject: UUID) -> Reasons:
    """Every reason once: (what is said, who has it in hand)."""
    missing = look(floor.act(kind, subject=subject))
    told = ((sentence(each.what, each.facts)[0], each.holder) for each in missing)
    return tuple(dict.fromkeys(told))
