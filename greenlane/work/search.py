"""Orders are found by number, site, address and points, by pieces of what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from greenlane.core import written
from greenlane.core.actors import Actor
from greenlane.core.grams import grams, query_grams
from greenlane.core.models import SearchGram
from greenlane.core.prepared import prepared
from greenlane.places.models import SupplyPoint
from greenlane.work.models import Order

KIND = "order"
FEW, ASKED = 300, 12  # orders that tell how rare a piece is, and pieces asked for it
ALL_OF_THEM = UUID(int=0)  # before every key: so few hold it that none is left out


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

    `ended` as in `Filters`. What goes on is little and is looked through; else whatever
    holds the rarest piece is, from the newest until enough fit.
    """
    wanted = query_grams(typed)
    if not wanted:
        return ()
    seen = Order.objects.seen_by(actor)
    if ended is False:
        rows = seen.going_on()
        return _newest(rows, "pk", _all_holding(sorted(wanted)), limit)
    if ended:
        seen = seen.filter(ended=True)
    rarest, *others = _rarest_first(wanted)
    beside = [*_all_holding(others), seen.annotate(subject=F("pk"))]
    return _newest(_holding(rarest), "subject", beside, limit)


def _newest(
    rows: QuerySet[Any], key: str, beside: Iterable[QuerySet[Any]], limit: int
) -> tuple[UUID, ...]:
    """The keys of these rows that stand in all the others too, the newest first.

    Each row is looked up in the others by its key. Said as EXISTS, PostgreSQL would
    make one big join of it: all that hold each piece, ten thousands, to show fifty.
    """
    for n, other in enumerate(beside):
        there = other.filter(subject=OuterRef(key)).values("subject")[:1]
        rows = rows.alias(**{f"there_{n}": Subquery(there)})
        rows = rows.filter(**{f"there_{n}__isnull": False})
    return tuple(rows.order_by(f"-{key}").values_list(key, flat=True)[:limit])


def _rarest_first(grams_: Iterable[str]) -> list[str]:
    """These pieces, as far as can be told without counting: the rarest first."""
    every = sorted(grams_, key=lambda gram: (-len(gram), gram))
    if len(every) == 1:
        return every
    return sorted(every[:ASKED], key=_reach) + every[ASKED:]


def _reach(gram: str) -> UUID:
    """How far back the newest of its orders reach: the further, the rarer it is.

    Nothing is counted, so that it takes as long among a million orders.
    """
    return next(iter(_reached(gram)), ALL_OF_THEM)


@prepared
def _reached(gram: str) -> QuerySet[SearchGram, UUID]:
    keys = _holding(gram).order_by("-subject").values_list("subject", flat=True)
    return keys[FEW - 1 : FEW]


def _all_holding(grams_: Sequence[str]) -> Iterator[QuerySet[Any]]:
    """What holds each of the first, and what holds all that were typed beyond them.

    A name has a dozen pieces; of a page of text they are not looked up one by one.
    """
    yield from map(_holding, grams_[:ASKED])
    if rest := grams_[ASKED:]:
        rows = SearchGram.objects.filter(kind=KIND, gram__in=rest).values("subject")
        yield rows.annotate(many=Count("pk")).filter(many=len(rest))


def _holding(gram: str) -> QuerySet[SearchGram]:
    return SearchGram.objects.filter(kind=KIND, gram=gram)
