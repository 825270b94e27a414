"""Everything that the page of the plan shows, read before the template begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict

from greenlane.board.plan.axis import CHOICES
from greenlane.board.plan.byorder import OrderLines, by_order
from greenlane.board.plan.timeline import BY_CREW, Asked, Timeline, timeline
from greenlane.board.plan.ways import BY, Ways, ways_of
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.ids import uuid7
from greenlane.core.models import Unit
from greenlane.core.scope import below
from greenlane.dispatch import queries
from greenlane.dispatch.commands.choose_plan import OFFERS
from greenlane.dispatch.due import Due, due, notice
from greenlane.dispatch.known import known
from greenlane.dispatch.models import STALE, Offer, Revision, UnitPlan
from greenlane.dispatch.pictured import ends_of
from greenlane.dispatch.sentences import Told, changed
from greenlane.dispatch.words import caused
from greenlane.work.models import Order

MINUTE = timedelta(minutes=1)
MOST = 15  # changes that are said; older ones are on their orders
RECENT = timedelta(hours=4)
LISTED = 80  # lines below the picture; each order's page has all of its own


@dataclass(frozen=True)
class Head:
    """The revision that stands, and what it is worth against the dispatcher's rule."""

    plan: UnitPlan
    revision: Revision | None
    kind: str
    cause: str
    below: int  # per cent of the cost by the rule; below zero it is dearer
    stale: str

    @property
    def stands_in(self) -> bool:
        """A plan by the rule was made of what has happened since then."""
        since, made = self.plan.stale_since, self.plan.planned_at
        return bool(since and made and made > since)


@dataclass(frozen=True)
class Choice:
    """A plan that is offered, with its price, and the orders whose end it moves."""

    kind: str
    title: str
    offer: Offer
    dearer: int  # weighted minutes against the cheapest one offered
    later: tuple[tuple[Order, int], ...]
    sooner: tuple[tuple[Order, int], ...]
    command_id: UUID


@dataclass(frozen=True)
class Change:
    order: Order
    at: datetime
    revision: int
    told: Told


@dataclass(frozen=True)
class PlanPage:
    unit: Unit
    units: tuple[Unit, ...]
    head: Head | None
    picture: Timeline
    orders: tuple[OrderLines, ...]
    choices: tuple[Choice, ...]
    changes: tuple[Change, ...]
    added: int  # lines that are new; nobody was told otherwise
    due: tuple[Due, ...]
    minutes: int  # of the notice window
    may: bool
    page_id: UUID
    ways: Ways


def unit_of(actor: Actor, code: str) -> tuple[Unit, tuple[Unit, ...]]:
    """The unit that is asked for, else the reader's own; and all that he may ask."""
    units = tuple(Unit.objects.filter(below(actor, "path")).order_by("path"))
    own = next((each for each in units if each.pk == actor.unit), units[0])
    return next((each for each in units if each.code == code), own), units


def plan_page(actor: Actor, query: QueryDict | None = None) -> PlanPage:
    """Some forty queries, however many crews and orders there are."""
    query = query if query is not None else QueryDict()
    (unit, units), now = unit_of(actor, query.get("unit", "")), clock.now()
    may = actor.unit == unit.pk and actor.may("plan", unit.path)
    picture = timeline(unit, _asked(query, may=may))
    plan = queries.plan_of(unit)
    lines, orders = picture.lines, queries.orders_of_unit(unit)
    plans = queries.plans_of(orders)
    changes = queries.changes_of_unit(unit, now - RECENT, most=MOST)
    listed = lines[:LISTED]
    around = {line.task_id: line for line in lines}
    names = replace(known(listed, changes, plans.values()), lines=around)
    pins = queries.pins_of([line.task_id for line in listed])
    ends = ends_of(orders)
    return PlanPage(
        unit=unit,
        units=units,
        head=_head(plan) if plan and plan.number else None,
        picture=picture,
        orders=tuple(by_order(actor, orders, listed, plans, pins, names, ends)),
        choices=tuple(_choices(plan, orders)) if plan and may else (),
        changes=tuple(
            Change(x.order, x.at, x.revision, changed(x, names)) for x in changes
        ),
        added=queries.added_since(unit, now - RECENT),
        due=due(unit, lines, now=now) if may else (),
        minutes=notice(unit) // MINUTE,
        may=may,
        page_id=uuid7(),
        ways=ways_of(picture, code=unit.code if len(units) > 1 else ""),
    )


def _asked(query: QueryDict, *, may: bool) -> Asked:
    axis, by, against = (query.get(k, "")[:12] for k in ("axis", "by", "against"))
    return Asked(
        axis if axis in CHOICES else "",
        by if by in BY else BY_CREW,
        against,
        moves=may,
    )


def _head(plan: UnitPlan) -> Head:
    found = queries.revision_of(plan)
    saved = 0
    if found and found.greedy:
        saved = round((found.greedy - found.objective) / found.greedy * 100)
    return Head(
        plan,
        found,
        found.get_kind_display() if found else "",
        caused(found.cause) if found else "",
        saved,
        str(STALE.get(plan.stale_why, plan.stale_why)) if plan.stale_since else "",
    )


def _choices(plan: UnitPlan, orders: Sequence[Order]) -> list[Choice]:
    offers, titles = queries.offers_beside(plan), dict(OFFERS)
    of = {str(order.pk): order for order in orders}
    least = min((each.cost for each in offers), default=0)
    return [
        Choice(
            each.kind,
            str(titles.get(each.kind, each.kind)),
            each,
            each.cost - least,
            _moved(each.moved, of, sign=1),
            _moved(each.moved, of, sign=-1),
            uuid7(),
        )
        for each in offers
    ]


def _moved(
    moved: Mapping[str, int], of: Mapping[str, Order], *, sign: int
) -> tuple[tuple[Order, int], ...]:
    """Orders whose end moves this way, by the minutes, the farthest first."""
    found = [
        (of[key], abs(n)) for key, n in moved.items() if key in of and n * sign > 0
    ]
    return tuple(sorted(found, key=lambda pair: -pair[1]))
