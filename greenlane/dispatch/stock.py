"""What of an item was counted in a unit, and what is on its way: for the pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from greenlane.core.models import Unit
from greenlane.core.prepared import prepared
from greenlane.dispatch.models import Arrival, StockCount


def stock_of(unit: Unit, items: Iterable[str]) -> dict[str, StockCount]:
    """Item → the last count of it, where anybody has counted. One query."""
    return {row.item: row for row in _counts(unit.pk, tuple(items))}


@prepared
def _counts(unit: int, items: tuple[str, ...]) -> QuerySet[StockCount]:
    rows = StockCount.objects.filter(unit=unit, item__in=items)
    return rows.order_by("counted_at", "pk")


def on_the_way(unit: Unit, items: Iterable[str]) -> list[Arrival]:
    """What is expected of these, and what has come; the first due first. One query."""
    return _expected(unit.pk, tuple(items))


@prepared
def _expected(unit: int, items: tuple[str, ...]) -> QuerySet[Arrival]:
    rows = Arrival.objects.filter(unit=unit, item__in=items)
    return rows.order_by("due_at", "pk")
