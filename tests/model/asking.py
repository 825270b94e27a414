"""What every ask is: a verb, its input, and who asks; or LookupError when not now."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from django.db.models import QuerySet

from greenlane.work.models import Order
from tests.cast import Cast

Asked = tuple[str, dict[str, Any], str]
# Who asks, about which order, by what chance.
Ask = Callable[[Cast, Order, Random], Asked]


def one(draw: Random, rows: QuerySet[Any]) -> Any:
    """One of them; the newest more often than the others."""
    found = list(rows.order_by("-pk")[:6])
    if not found:
        raise LookupError(rows.model.__name__)
    return found[0] if draw.random() < 0.6 else draw.choice(found)


def mostly(draw: Random, word: str, other: str, *, of: float = 0.93) -> str:
    return word if draw.random() < of else other


def login(cast: Cast, person: Any) -> str:
    """By which name this person logs in."""
    return next(name for name, row in cast.people.items() if row.pk == person)


def beside(draw: Random, person: str, *others: str) -> str:
    """Sometimes the wrong one asks."""
    return person if draw.random() < 0.95 else draw.choice(others or ("zhou", "he"))
