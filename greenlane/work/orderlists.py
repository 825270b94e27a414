"""Pages of orders: the newest first, narrowed, and what is open at a site already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.work.attaching import lines, with_label
from greenlane.work.labels import label
from greenlane.work.models import Order
from greenlane.work.narrowing import Filters, narrowed
from greenlane.work.queries import moments_of

LOOKED = 200  # rows that are looked at in one go, where only they tell what fits
GOES = 5  # how often, before the page ends and says where it goes on


@dataclass(frozen=True)
class Page:
    orders: list[Order]
    next: UUID | None  # where the next page goes on; None at the end


def orders_list(actor: Actor, filters: Filters) -> Page:
    """Newest first. Six queries, however many rows; more where each is looked at."""
    if not filters.is_common:
        return _orders_list(actor, filters)
    key, weight = (actor.sight, filters), filters.limit
    return kept("orders", key, lambda: _orders_list(actor, filters), weight=weight)


def _orders_list(actor: Actor, filters: Filters) -> Page:
    rows = narrowed(lines(actor), actor, filters, now=clock.now())
    limit = max(1, min(filters.limit, 200))
    if filters.is_told_by_rows:
        return _looked_through(rows, filters, limit)
    found = list(rows[: limit + 1])
    page = found[:limit]
    with_label(page)
    return Page(page, page[-1].pk if len(found) > limit else None)


def orders_count(actor: Actor, filters: Filters, *, most: int) -> int | None:
    """How many fit, counted up to `most`; None where each had to be looked at."""
    if filters.is_told_by_rows:
        return None
    if not filters.is_common:
        return _counted(actor, filters, most)
    key = (actor.sight, filters, most)
    return kept("orders-count", key, lambda: _counted(actor, filters, most))


def _counted(actor: Actor, filters: Filters, most: int) -> int:
    rows = narrowed(Order.objects.seen_by(actor), actor, filters, now=clock.now())
    return len(rows.order_by().values_list("pk", flat=True)[:most])


def _looked_through(rows: QuerySet[Order], filters: Filters, limit: int) -> Page:
    """Row by row, up to a page; a page may be short, and goes on where it ended."""
    found: list[Order] = []
    last = None
    for _go in range(GOES):
        some = list((rows.filter(pk__lt=last) if last else rows)[:LOOKED])
        with_label(some)
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
    rows = lines(actor).going_on().filter(site__in=list(sites), mission=mission)
    orders = list(rows.order_by("id"))
    with_label(orders)
    found: dict[UUID, list[Order]] = {}
    for order in orders:
        found.setdefault(order.site_id, []).append(order)
    return found
