"""The options of one page, each list asked for once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from greenlane.core.choices import (
    Option,
    asked_for,
    chooser,
    choosers,
    flat,
    name_seen,
    parted,
)
from greenlane.core.fields import Id
from greenlane.desk.verbs import Asked


class Options:
    """What the fields of this page offer, by "room.verb.field"."""

    def __init__(self, asked: Asked, said: Mapping[str, Any] | None = None) -> None:
        self.asked = asked
        self.said = said or {}
        self._found: dict[str, list[Option] | None] = {}

    def of(self, path: str, field: forms.Field) -> list[Option] | None:
        """The options of a field; None where nobody knows what it may name."""
        if path not in self._found:
            found = chooser(path, field)
            asked = self.asked
            listed = None if found is None else list(found(asked.actor, asked.order))
            if listed and (first := asked_for().get(path)):
                listed = parted(listed, first(asked.actor, self.said))
            self._found[path] = self._with_said(listed, path, field)
        return self._found[path]

    def _with_said(
        self, listed: list[Option] | None, path: str, field: forms.Field
    ) -> list[Option] | None:
        """Lists are cut short: what the address names is offered by its name too."""
        key = str(self.said.get(path.rpartition(".")[2], ""))
        if listed is None or not key or not isinstance(field, Id):
            return listed
        if any(str(each) == key for each, _name in flat(listed)):
            return listed
        name = name_seen(self.asked.actor, field.kind, key)
        return [*listed, (key, name)] if name else listed

    def starts(self) -> list[Option] | None:
        """What the verb waits for, each with all that its address has to say."""
        found = choosers().get(self.asked.command.name)
        asked = self.asked
        return list(found(asked.actor, asked.order)) if found else None

    def only(self, path: str, field: forms.Field) -> str:
        """The key of the only candidate, or nothing."""
        found = list(flat(self.of(path, field) or ()))
        return str(found[0][0]) if len(found) == 1 else ""

    def offers(self, path: str, field: forms.Field, key: str) -> bool:
        """Whether this key is among the candidates."""
        return any(str(each) == key for each, _name in self._all(path, field) if key)

    def name_of(self, path: str, field: forms.Field, value: Any) -> str:
        """What a chosen key is called; the key itself where nobody knows it."""
        for key, label in self._all(path, field):
            if str(key) == str(value):
                return str(label)
        return str(value)

    def _all(self, path: str, field: forms.Field) -> list[Option]:
        """The candidates without their titles; else the choices of the field itself."""
        listed = self.of(path, field)
        if listed is None and type(field) is forms.ChoiceField:
            listed = list(field.choices)  # type: ignore[arg-type]
        return list(flat(listed or ()))
