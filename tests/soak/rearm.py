"""A prepared order is brought back to where it was: a race is set up in milliseconds.

The journal goes on; only the rows that a race may have changed are put back.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from greenlane.connections.models import EnergiseStep
from greenlane.core import guard
from greenlane.core.models import Refusal
from greenlane.places.models import SupplyState
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    Instruction,
    Signature,
    Ticket,
    TicketBreak,
)
from greenlane.work.models import Clearance, ClearanceBasis, Head, Stint, StopWork

# Children after parents: what is new is deleted in the opposite order.
MODELS: tuple[type[Model], ...] = (
    Clearance,
    ClearanceBasis,
    Stint,
    Head,
    Instruction,
    EarthSet,
    Evidence,
    Ticket,
    TicketBreak,
    Signature,
    StopWork,
    EnergiseStep,
    SupplyState,
    Refusal,
)


class Moment:
    """The rows as they are now, to come back to."""

    def __init__(self) -> None:
        self._rows = {model: _rows(model) for model in MODELS}

    def come_back(self) -> None:
        with guard.lifted():
            now = {model: _rows(model) for model in MODELS}
            for model in MODELS:
                self._put_back(model, now[model])
            for model in reversed(MODELS):
                new = now[model].keys() - self._rows[model].keys()
                if new:
                    model._default_manager.filter(pk__in=new)._raw_delete("default")

    def _put_back(self, model: type[Model], now: dict[Any, dict[str, Any]]) -> None:
        for key, row in self._rows[model].items():
            if key not in now:
                raise AssertionError(f"{model.__name__} {key} was deleted")
            if now[key] != row:
                model._default_manager.filter(pk=key).update(**row)


def _rows(model: type[Model]) -> dict[Any, dict[str, Any]]:
    names = [f.attname for f in model._meta.concrete_fields if not f.primary_key]
    rows = model._default_manager.values("pk", *names)
    return {row.pop("pk"): row for row in rows}
