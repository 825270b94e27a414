"""Rows that claim something happened must have the event that told it.

Four nets. Every row with a `recorded_seq` is a subject of that very event. An instant
that only a fact may set (listed in `greenlane/witnesses.py`) is the one that the fact
told. Every event has its receipt as it was (`core/sealed.py`). And what a fact has
said, its row still bears (`core/spoken.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, Model, OuterRef

from greenlane.core import sealed, spoken
from greenlane.core.models import Event, EventSubject, Unit

Unsaid = tuple[str, int | None, str, str]


def unsaid(units: Mapping[int, Unit]) -> Iterator[Unsaid]:
    """(unit code, number, what, detail) of all that rows and journal do not agree on.

    Rows without their event, instants no fact told, receipts and events without their
    match (`core/sealed.py`), and facts that the row no longer bears.
    """
    for model in apps.get_models():
        names = {field.name for field in model._meta.concrete_fields}
        if {"recorded_seq", "unit"} <= names and model is not Event:
            yield from _rows(model, units)
    for model, field, facts in import_module(settings.GREENLANE_WITNESSES).WITNESSES:
        yield from _instants(model, field, facts, units)
    yield from sealed.broken(units)
    yield from spoken.gone(units)


def _rows(model: type[Model], units: Mapping[int, Unit]) -> Iterator[Unsaid]:
    kind = model._meta.model_name or ""
    told = EventSubject.objects.filter(
        unit=OuterRef("unit"), seq=OuterRef("recorded_seq"), subject=OuterRef("pk")
    )
    rows = model._default_manager.exclude(recorded_seq=0).exclude(Exists(told))
    if getattr(model, "TOLD_LATER", False):
        rows = rows.exclude(recorded_seq=None)
    for pk, unit, seq in rows.values_list("pk", "unit", "recorded_seq").iterator():
        yield _code(units, unit), seq, "row-without-event", f"{kind} {pk}"


def _instants(
    model: type[Model], field: str, facts: tuple[str, ...], units: Mapping[int, Unit]
) -> Iterator[Unsaid]:
    moment = Event.objects.filter(
        unit=OuterRef("unit"), seq=OuterRef("seq"), at=OuterRef(OuterRef(field))
    )
    told = EventSubject.objects.filter(
        subject=OuterRef("pk"), kind=model._meta.model_name, name__in=facts
    )
    rows = model._default_manager.exclude(**{field: None})
    rows = rows.exclude(Exists(told.filter(Exists(moment))))
    for pk, unit in rows.values_list("pk", "unit").iterator():
        detail = f"{model._meta.model_name} {pk} {field}"
        yield _code(units, unit), None, "instant-not-told", detail


def _code(units: Mapping[int, Unit], unit: int) -> str:
    """A unit that was removed, or added meanwhile, is named by its number."""
    return units[unit].code if unit in units else str(unit)
