"""Half-sensible input for any command: read off its form, filled from what there is."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.apps import apps
from django.db.models import Q

from greenlane.core import clock
from greenlane.core.command import Command
from greenlane.core.fields import Id, Instant, Rows
from greenlane.work.models import Order
from tests.cast import PIN

WORDS = ("lv", "src", "出线1", "S7", "wind", "dead_test", "2468", "leader", "guard")
DOCUMENTS = (
    "ticket",
    "evidence",
    "survey",
    "energisestep",
    "instruction",
    "connection",
)


class Asker:
    """Draws the input of one command, mostly about one order."""

    def __init__(self, chance: random.Random, order: Order) -> None:
        self._chance, self._order = chance, order

    def ask(self, command: Command) -> dict[str, Any]:
        data = self._form(command.takes)
        for proof in ("challenge", "pin"):
            data.pop(proof, None)
        if "pin" in command.takes.base_fields:
            data["pin"] = PIN
        if self._chance.random() < 0.05:
            self._spoil(data)
        return data

    def _form(self, form: type[forms.Form]) -> dict[str, Any]:
        found = {}
        for name, field in form.base_fields.items():
            if not field.required and self._chance.random() < 0.4:
                continue
            found[name] = self._value(name, field)
        return found

    def _value(self, name: str, field: Any) -> Any:
        draw = self._chance
        if isinstance(field, Rows):
            return [self._form(field.row_form) for _n in range(draw.randint(1, 2))]
        if isinstance(field, Id | forms.UUIDField):
            return self._key(getattr(field, "kind", "energisestep"))
        if isinstance(field, forms.MultipleChoiceField):
            return [str(key) for key, _label in field.choices if draw.random() < 0.5]
        if isinstance(field, forms.ChoiceField):
            return str(draw.choice([key for key, _label in field.choices if key]))
        if isinstance(field, Instant):
            moved = timedelta(minutes=draw.choice([-3000, -60, -1, 0, 1, 600, 90000]))
            return (clock.now() + moved).isoformat()
        return self._plain(name, field)

    def _plain(self, name: str, field: Any) -> Any:
        draw = self._chance
        if isinstance(field, forms.BooleanField):
            return draw.random() < 0.5
        if isinstance(field, forms.IntegerField | forms.DecimalField):
            return draw.choice([0, 1, 2, 3, 50, 120])
        if isinstance(field, forms.DateField):
            return (
                (clock.now() + timedelta(days=draw.randint(-9, 9))).date().isoformat()
            )
        if name in {"area", "areas"}:
            return draw.choice(["lv", "src", "lv src"])
        if name == "kind":
            return draw.choice([*DOCUMENTS, "lv", "live_work", "repair"])
        if name == "role":
            return draw.choice(
                ["guard", "leader", "permitter", "survey_leader", "head"]
            )
        return draw.choice(WORDS)

    def _key(self, kind: str) -> str:
        if self._chance.random() < 0.03:
            return str(uuid4())
        if kind == "document":
            kind = self._chance.choice(DOCUMENTS)
        for model in apps.get_models():
            if model._meta.model_name == kind and kind:
                return str(self._row(model))
        return str(uuid4())

    def _row(self, model: Any) -> Any:
        """A row of this order where the model knows orders; else any row."""
        rows = model._default_manager.order_by("-pk")
        if model is Order:
            rows = rows.filter(pk=self._order.pk)
        names = {field.name for field in model._meta.concrete_fields}
        for path in ("order", "task__order", "isolation__order", "site__orders"):
            if path.split("__")[0] in names:
                rows = rows.filter(Q(**{path: self._order.pk}))
                break
        keys = list(rows.values_list("pk", flat=True)[:40])
        return self._chance.choice(keys) if keys else uuid4()

    def _spoil(self, data: dict[str, Any]) -> None:
        """Bad input: a wrong type, a key too many, a hidden mark, one too few."""
        name = self._chance.choice([*data, "nonsense"])
        data[name] = self._chance.choice(
            [None, [], {}, True, 2**70, -1, "\u202e", "\x00", "x" * 5000, "<b>", "NaN"]
        )
