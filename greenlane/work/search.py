"""Orders are found by number, site, address and points, by pieces of what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count

from greenlane.core.actors import Actor
from greenlane.core.grams import grams, query_grams
from greenlane.core.models import SearchGram
from greenlane.places.models import SupplyPoint
from greenlane.work.models import Order

KIND = "order"


def index_order(order: Order, points: Iterable[SupplyPoint]) -> None:
    """Write the grams of a new order. Inside the command that opens it."""
    site = order.site
    names = [order.number, site.name_zh, site.name_en, site.address, site.code]
    for point in points:
        names += [point.name_zh, point.name_en]
    found = set().union(*(grams(name) for name in names if name))
    SearchGram.objects.bulk_create(
        SearchGram(unit_id=order.unit_id, gram=gram, kind=KIND, subject=order.pk)
        for gram in sorted(found)
    )


def find_orders(actor: Actor, typed: str, *, limit: int = 200) -> list[UUID]:
    """The actor's orders that hold every piece of what was typed, newest first."""
    wanted = query_grams(typed)
    if not wanted:
        return []
    hits = SearchGram.objects.filter(kind=KIND, gram__in=wanted).values("subject")
    whole = hits.annotate(n=Count("gram")).filter(n=len(wanted)).values("subject")
    rows = Order.objects.seen_by(actor).filter(pk__in=whole).order_by("-id")
    return list(rows.values_list("pk", flat=True)[:limit])
