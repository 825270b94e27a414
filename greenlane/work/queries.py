"""Every read about orders, tasks and time that a page, the API or a gate needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.models import OpenClaim
from greenlane.core.refusals import NotFound
from greenlane.core.scope import below
from greenlane.core.text import lying_marks
from greenlane.places.models import SupplyPoint
from greenlane.work.labels import label
from greenlane.work.ledger import Holding, Ledger, holding, ledger
from greenlane.work.models import (
    Assignment,
    Handoff,
    Order,
    OrderEnd,
    Stint,
    StopWork,
    Task,
    Wait,
)
from greenlane.work.narrowing import Filters, narrowed
from greenlane.work.story import stories_for, stories_of, story_for

LOOKED = 200  # rows that are looked at in one go, where only they tell what fits
GOES = 5  # how often, before the page ends and says where it goes on


@dataclass(frozen=True)
class Page:
    orders: list[Order]
    next: UUID | None  # where the next page goes on; None at the end


def orders_list(actor: Actor, filters: Filters) -> Page:
    """Newest first. Eight queries, however many rows; more where each is looked at."""
    rows = _with_label(Order.objects.seen_by(actor))
    rows = narrowed(rows, actor, filters, now=clock.now())
    limit = max(1, min(filters.limit, 200))
    if filters.is_told_by_rows:
        return _looked_through(rows, filters, limit)
    found = list(rows[: limit + 1])
    page = found[:limit]
    return Page(page, page[-1].pk if len(found) > limit else None)


def orders_count(actor: Actor, filters: Filters, *, most: int) -> int | None:
    """How many fit, counted up to `most`; None where each had to be looked at."""
    if filters.is_told_by_rows:
        return None
    rows = narrowed(Order.objects.seen_by(actor), actor, filters, now=clock.now())
    return len(rows.values_list("pk", flat=True)[:most])


def _looked_through(rows: QuerySet[Order], filters: Filters, limit: int) -> Page:
    """Row by row, up to a page; a page may be short, and goes on where it ended."""
    found: list[Order] = []
    last = None
    for _go in range(GOES):
        some = list((rows.filter(pk__lt=last) if last else rows)[:LOOKED])
        lit = _lit(some) if filters.late else frozenset()
        for order in some:
            last = order.pk
            if order.pk in lit or filters.stage not in {"", label(order).code}:
                continue
            if len(found) == limit:
                return Page(found, found[-1].pk)
            found.append(order)
        if len(some) < LOOKED:
            return Page(found, None)
    return Page(found, last)


def _lit(orders: Sequence[Order]) -> frozenset[UUID]:
    """Nothing holds them dark any more."""
    return frozenset(pk for pk, (_time, held) in moments_of(orders).items() if not held)


def open_at(
    actor: Actor, sites: Iterable[UUID], *, mission: str
) -> dict[UUID, list[Order]]:
    """Site → its open orders of a mission, the oldest first: nothing is asked twice."""
    ended = OrderEnd.objects.filter(reopened_at__isnull=True).values("order")
    rows = _with_label(Order.objects.seen_by(actor)).exclude(pk__in=ended)
    found: dict[UUID, list[Order]] = {}
    for order in rows.filter(site__in=list(sites), mission=mission).order_by("id"):
        found.setdefault(order.site_id, []).append(order)
    return found


def order_detail(actor: Actor, number: str) -> Order:
    """The order of this number with all that its page shows. Raises NotFound."""
    rows = _with_label(Order.objects.seen_by(actor)).prefetch_related(
        Prefetch("waits", Wait.objects.current().order_by("happened_at")),
        Prefetch("notes"),
        "children",
    )
    return _called(rows, number)


def order_called(actor: Actor, number: str) -> Order:
    """The order of this number, with site, unit and pack. Raises NotFound."""
    rows = Order.objects.seen_by(actor).select_related("site", "unit", "pack")
    return _called(rows, number)


def _called(rows: QuerySet[Order], number: str) -> Order:
    if lying_marks(number):  # no order is called so, and no database looks for it
        raise NotFound("order")
    order = rows.filter(number=number).first()
    if order is None:
        raise NotFound("order", number=number[:24])
    return order


def _with_label(rows: QuerySet[Order]) -> QuerySet[Order]:
    """What a line of the list and the label read, in a fixed number of queries."""
    return rows.select_related(
        "unit", "site", "playbook", "taken_by", "parent"
    ).prefetch_related(
        Prefetch("tasks", Task.objects.order_by("place")),
        "points",
        "holds",
        "ends",
        "stops",
    )


def tasks(order: Order) -> list[Task]:
    """The tasks in playbook order, with who is assigned, offered, at work, waiting."""
    return list(
        Task.objects.filter(order=order)
        .order_by("place")
        .prefetch_related(
            _current("assignments", Assignment, "person"),
            _current("handoffs", Handoff, "taker"),
            _current("stints", Stint, "leader"),
            _current("waits", Wait),
        )
    )


def _current(name: str, model: type, *related: str) -> Prefetch:
    rows = model.objects.current().order_by("happened_at")  # type: ignore[attr-defined]
    return Prefetch(name, rows.select_related(*related) if related else rows)


def next_tasks(order: Order) -> list[Task]:
    """Tasks that could begin now: not over, and everything before them is."""
    rows = list(order.tasks.all())
    over = {task.key for task in rows if task.finished_at or task.dropped_at}
    known = {task.key for task in rows}
    return sorted(
        (
            task
            for task in rows
            if task.key not in over and set(task.list_of("after")) & known <= over
        ),
        key=lambda task: task.place,
    )


def open_claims(actor: Actor) -> list[OpenClaim]:
    """Late claims that somebody has to decide on, oldest first."""
    seen = below(actor, "unit__path")
    rows = OpenClaim.objects.filter(seen, settled_at__isnull=True)
    return list(rows.order_by("recorded_at")[:200])


def open_stops(
    order_id: UUID | None, site_id: UUID | None, isolation_ids: Iterable[UUID]
) -> list[StopWork]:
    """Stops that stand on the order, the site or an isolation, oldest first."""
    on = Q(isolation__in=list(isolation_ids))
    if order_id:
        on |= Q(order=order_id)
    if site_id:
        on |= Q(site=site_id)
    return list(
        StopWork.objects.filter(on, lifted_at__isnull=True).order_by("at", "id")
    )


def ledger_of(
    order: Order, point: SupplyPoint | None = None, *, seq: int | None = None
) -> Ledger:
    """Work + wait + gap = elapsed, of a point or of the one that waits longest."""
    return ledger(story_for(order, point, seq=seq), now=clock.now())


def holding_of(order: Order, point: SupplyPoint | None = None) -> Holding | None:
    """What holds the point dark now, since when, and the verb that would end it."""
    return holding(story_for(order, point), now=clock.now())


def moments_of(orders: Sequence[Order]) -> dict[UUID, tuple[Ledger, Holding | None]]:
    """Order → its time and what holds it dark: a page of orders at the price of one."""
    now = clock.now()
    return {
        key: (ledger(story, now=now), holding(story, now=now))
        for key, story in stories_for(orders).items()
    }


def points_of(order: Order) -> list[tuple[SupplyPoint, Ledger, Holding | None]]:
    """Every supply point with its ledger and what holds it, out of the same rows."""
    now = clock.now()
    return [
        (point, ledger(story, now=now), holding(story, now=now))
        for point, story in stories_of(order)
    ]
