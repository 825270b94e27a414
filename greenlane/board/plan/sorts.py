"""Sorts of waits: each has a hatching of its own, and is told apart without colour."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

SORTS: dict[str, Promise] = {
    "goods": pgettext_lazy("sort of wait", "waits for goods"),
    "others": pgettext_lazy("sort of wait", "waits for others"),
    "safety": pgettext_lazy("sort of wait", "waits for switching or a test"),
    "rest": pgettext_lazy("sort of wait", "weather, rest, not needed yet"),
    "held": pgettext_lazy("sort of wait", "on hold"),
}
_OF = {
    "material": "goods",
    "generator": "goods",
    "switching": "safety",
    "safety_test": "safety",
    "weather": "rest",
    "night_rest": "rest",
    "not_needed_yet": "rest",
    "held_by_order": "held",
    "cancelled": "held",
}


def sort_of(cause: str) -> str:
    """Whoever is waited for is the sort of all that is no goods, safety or rest."""
    return _OF.get(cause, "others")
