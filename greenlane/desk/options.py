"""The options of one page, each list asked for once."""

from __future__ import annotations

from typing import Any

from django import forms

from greenlane.core.choices import Option, chooser, choosers, flat
from greenlane.desk.verbs import Asked


class Options:
    """What the fields of this page offer, by "room.verb.field"."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._found: dict[str, list[Option] | None] = {}

    def of(self, path: str, field: forms.Field) -> list[Option] | None:
        """The options of a field; None where nobody knows what it may name."""
        if path not in self._found:
            found = chooser(path, field)
            asked = self.asked
            self._found[path] = (
                None if found is None else list(found(asked.actor, asked.order))
            )
        return self._found[path]

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
        return any(str(each) == key for each, _name in flat(self.of(path, field) or ()))

    def name_of(self, path: str, field: forms.Field, value: Any) -> str:
        """What a chosen key is called; the key itself where nobody knows it."""
        for key, label in flat(self.of(path, field) or ()):
            if str(key) == str(value):
                return str(label)
        return str(value)
