"""What a fact has said still stands in its row: nobody has taken a stop out by hand.

The other way round than `witnesses`: there a row looks for its event, here an event for
its row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Model

from greenlane.core.models import Event

BLOCK = 500


class Word(NamedTuple):
    """Said of this row: its field bears `value`, or, where that is None, anything."""

    unit: int
    seq: int
    value: Any


def gone(units: Mapping[int, Any]) -> Iterator[tuple[str, int | None, str, str]]:
    """(unit code, number, what, detail) of every row that denies what was said of it.

    The house may be at work meanwhile: what is found is looked at once more.
    """
    if found := set(_denied()):
        for unit, seq, detail in sorted(found & set(_denied())):
            code = units[unit].code if unit in units else str(unit)
            yield code, seq, "row-denies-event", detail


def _denied() -> Iterator[tuple[int, int, str]]:
    for (model, field), words in _said().items():
        for keys in _blocks(words):
            rows = model._default_manager.filter(pk__in=keys)
            stands = dict(rows.values_list("pk", field))
            for key in keys:
                word, now = words[key], stands.get(key)
                if now is None or word.value not in (None, now):
                    detail = f"{model._meta.model_name} {key} {field}"
                    yield word.unit, word.seq, detail


def _said() -> dict[tuple[type[Model], str], dict[UUID, Word]]:
    """Field → row → the last word about it."""
    rules = import_module(settings.GREENLANE_WITNESSES)
    plain = {rule[0]: (*rule, False) for rule in rules.STANDING}
    plain |= {rule[0]: (*rule, True) for rule in rules.FIGURES}
    said: dict[tuple[type[Model], str], dict[UUID, Word]] = {}
    events = Event.objects.filter(name__in=plain).order_by("unit", "seq")
    told = events.values_list("unit", "seq", "name", "canonical")
    for unit, seq, name, text in told.iterator():
        _fact, key, model, field, figure = plain[name]
        if content := _content(text, key):
            word = Word(unit, seq, content.get(field) if figure else None)
            said.setdefault((model, field), {})[UUID(content[key])] = word
    return said


def _content(text: str, key: str) -> dict[str, Any] | None:
    """The fact, unless somebody has spoilt it: the walk of the stream says that."""
    try:
        content = json.loads(text)
        UUID(content[key])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return dict(content)


def _blocks(words: Iterable[UUID]) -> Iterator[list[UUID]]:
    keys = list(words)
    for start in range(0, len(keys), BLOCK):
        yield keys[start : start + BLOCK]
