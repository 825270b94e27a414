"""An order's number as short as it is still its own: what stands in a narrow bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from greenlane.work.models import Order

_DIGITS = (0, 2, 4)  # of the day


def short_numbers(orders: Iterable[Order]) -> dict[UUID, str]:
    """BY-220329-7 is 7; with another 7 on the page 29-7, or 0329-7, or all of it."""
    numbers = {order.pk: order.number for order in orders}
    ways = [{pk: _short(number, n) for pk, number in numbers.items()} for n in _DIGITS]
    counts = [Counter(way.values()) for way in ways]
    return {
        pk: next(
            (w[pk] for w, n in zip(ways, counts, strict=True) if n[w[pk]] == 1), number
        )
        for pk, number in numbers.items()
    }


def _short(number: str, digits: int) -> str:
    """The last piece, and so many digits of the day before it."""
    head, _dash, tail = number.rpartition("-")
    day = head.rpartition("-")[2][-digits:] if digits else ""
    return f"{day}-{tail}" if day else tail
