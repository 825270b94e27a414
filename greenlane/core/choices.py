"""What a field may name, as a person picks it: rooms contribute, the page asks.

A chooser is `(actor, order or None) -> (value, label), …`, scoped to what the actor may
see. It helps to fill in a form; what may be named is judged by the command alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import get_language

from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.core.packs import Pack

Option = tuple[Any, Any]  # (value, label), or (title of a group, options)
Chooser = Callable[[Actor, Any], Iterable[Option]]
# (actor, order or None, what the address of the page says) → rows, as far as known
Filler = Callable[[Actor, Any, Mapping[str, Any]], Iterable[Mapping[str, Any]]]

# Plain fields that a list only helps to fill in; others take what the list offers.
FREE = frozenset({"areas", "phase"})
WITHOUT = "without"  # in a row that is known: the fields that it does not ask
MOST = 500  # rows of one list; whoever needs more names the row by its page


@cache
def choosers() -> dict[str, Chooser]:
    """By "room.verb.field", by the kind of row, or by the name of a plain field."""
    return dict(import_module(settings.GREENLANE_CHOICES).CHOICES)


@cache
def fillers() -> dict[str, Filler]:
    """The rows that a list begins with: "room.verb.field" to what is known of each."""
    return dict(import_module(settings.GREENLANE_CHOICES).ROWS)


def chooser(path: str, field: forms.Field) -> Chooser | None:
    """The narrowest chooser for a field at "room.verb.field" or "….rows.field"."""
    _verb, _dot, name = path.rpartition(".")
    wanted = getattr(field, "kind", name)
    return choosers().get(path) or choosers().get(wanted)


def flat(options: Iterable[Option]) -> Iterator[Option]:
    """The options of all groups, one after the other."""
    for value, label in options:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def in_language(zh: str, en: str) -> str:
    """The one of two names that the reader reads; the Chinese one is always there."""
    return zh if (get_language() or "").startswith("zh") else en or zh


def clock_time(at: datetime, unit: Unit) -> str:
    """A moment on the unit's own clock, short enough for a list."""
    return at.astimezone(ZoneInfo(unit.timezone)).strftime("%m-%d %H:%M")


def titled(pack: Pack, key: str) -> str:
    """The title that the pack gives to "papers.contract"; the last word without one."""
    keys = [f"{key}.title_{language}" for language in ("zh", "en")]
    zh, en = (str(pack.values[k].value) if k in pack.values else "" for k in keys)
    return in_language(zh, en) or key.rpartition(".")[2]
