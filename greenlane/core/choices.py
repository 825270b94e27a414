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
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.apps import apps
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenlane.core.actors import Actor
from greenlane.core.models import Row, Unit
from greenlane.core.packs import Pack

Option = tuple[Any, Any]  # (value, label), or (title of a group, options)
Chooser = Callable[[Actor, Any], Iterable[Option]]
# (actor, order or None, what the address of the page says) → rows, as far as known
Filler = Callable[[Actor, Any, Mapping[str, Any]], Iterable[Mapping[str, Any]]]

# (actor, what the address says) → what stands on record now, by the names of fields
Standing = Callable[[Actor, Mapping[str, Any]], Mapping[str, Any]]

# (actor, what the address says) → keys of those that it asks for: they stand first
Asked = Callable[[Actor, Mapping[str, Any]], Iterable[Any]]

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


@cache
def standing() -> dict[str, Standing]:
    """What a form that changes something begins with: "room.verb" to what is there."""
    return dict(import_module(settings.GREENLANE_CHOICES).NOW)


@cache
def asked_for() -> dict[str, Asked]:
    """Whom the address asks for: "room.verb.field" to those who come first."""
    return dict(import_module(settings.GREENLANE_CHOICES).FIRST)


def parted(options: Iterable[Option], first: Iterable[Any]) -> list[Option]:
    """The asked ones under a title of their own, where there are any, then the rest."""
    wanted, whole = set(first), list(options)
    asked = [each for each in whole if each[0] in wanted]
    if not asked:
        return whole
    rest = [each for each in whole if each[0] not in wanted]
    groups = ((_("As asked"), asked), (_("Others"), rest))
    return [(title, each) for title, each in groups if each]


def row_said(model: Any, actor: Actor, said: Mapping[str, Any], name: str) -> Any:
    """The row that the address names in this field; None for none and a foreign one."""
    try:
        key = UUID(str(said.get(name, "")))
    except ValueError:
        return None
    return model.objects.seen_by(actor).filter(pk=key).first()


def name_seen(actor: Actor, kind: str, key: str) -> str:
    """What the row of this kind is called, where the actor sees it; else nothing."""
    for model in apps.get_models():
        if model._meta.model_name == kind and issubclass(model, Row):
            row = row_said(model, actor, {"key": key}, "key")
            return str(row) if row is not None else ""
    return ""


def fields_now(row: Any, *names: str) -> dict[str, Any]:
    """What these fields of the row say; nothing where there is no row."""
    held = {name: getattr(row, name) for name in names} if row is not None else {}
    return {name: value for name, value in held.items() if value not in ("", None)}


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
