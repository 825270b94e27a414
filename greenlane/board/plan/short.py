"""An order's number as short as it is still its own: what stands in a narrow bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from greenlane.work.models import Order


def short_numbers(orders: Iterable[Order]) -> dict[UUID, str]:
    """BY-220329-7 is 7; with another 7 on the page, 0329-7."""
    numbers = {order.pk: order.number for order in orders}
    tails = {pk: number.rpartition("-")[2] for pk, number in numbers.items()}
    count = Counter(tails.values())
    return {
        pk: tail if count[tail] == 1 else _dated(numbers[pk], tail)
        for pk, tail in tails.items()
    }


def _dated(number: str, tail: str) -> str:
    day = number.rpartition("-")[0].rpartition("-")[2]
    return f"{day[-4:]}-{tail}" if day else number
