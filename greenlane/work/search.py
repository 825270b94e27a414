"""Orders are found by number, site, address and points, by pieces of what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from greenlane.core import written
from greenlane.core.actors import Actor
from greenlane.core.grams import grams, query_grams
from greenlane.core.models import SearchGram
from greenlane.places.models import SupplyPoint
from greenlane.work.models import Order

KIND = "order"
FEW, ENOUGH = 1000, 50  # orders that are compared at most, and without more ado


def index_order(order: Order, points: Iterable[SupplyPoint]) -> None:
    """Write the grams of a new order. Inside the command that opens it."""
    site = order.site
    names = [order.number, site.name_zh, site.name_en, site.address, site.code]
    for point in points:
        names += [point.name_zh, point.name_en]
    found = set().union(*(grams(name) for name in names if name))
    written.insert(
        SearchGram(unit_id=order.unit_id, gram=gram, kind=KIND, subject=order.pk)
        for gram in sorted(found)
    )


def find_orders(
    actor: Actor, typed: str, *, ended: bool | None = None, limit: int = 200
) -> tuple[UUID, ...]:
    """The actor's orders that hold every piece of what was typed, newest first.

    `ended` as in `Filters`. A piece that few hold is looked up by itself, so that only
    those few are compared; else orders are walked from the newest until enough fit.
    """
    wanted = query_grams(typed)
    if not wanted:
        return ()
    rows = Order.objects.seen_by(actor).order_by("-id")
    if ended is not None:
        rows = rows.filter(ended=ended)
    if ended is not False and (few := _few(wanted)) is not None:
        rows = rows.filter(pk__in=few)
    for gram in sorted(wanted):
        rows = rows.filter(Exists(_holding(gram).filter(subject=OuterRef("pk"))))
    return tuple(rows.values_list("pk", flat=True)[:limit])


def _few(grams_: Iterable[str]) -> list[UUID] | None:
    """Whatever holds the rarest of these pieces; None where many hold each."""
    found: list[UUID] | None = None
    for gram in sorted(grams_, key=len, reverse=True):
        most = FEW if found is None else len(found)
        held = list(_holding(gram).values_list("subject", flat=True)[:most])
        if len(held) < most:
            found = held
        if found is not None and len(found) <= ENOUGH:
            break
    return found


def _holding(gram: str) -> QuerySet[SearchGram]:
    return SearchGram.objects.filter(kind=KIND, gram=gram)
