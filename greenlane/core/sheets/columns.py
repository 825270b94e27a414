"""The columns of a table: what each is called in both languages, and what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, cast

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.refusals import FieldError
from greenlane.core.sheets.cells import as_day, as_yes_no, in_both, plain

Read = Callable[[str], str]


@dataclass(frozen=True)
class Column:
    """One column. `name` is the field of the row it fills, `hint` what to write."""

    name: str
    label: Promise
    hint: Promise
    read: Read = str
    also: tuple[str, ...] = ()  # other words that people put at its head

    def hint_text(self) -> str:
        return str(self.hint)


@dataclass(frozen=True)
class Chosen(Column):
    """A column of words out of a list: either language, or the code."""

    names: Mapping[str, Any] = field(default_factory=dict, kw_only=True)

    @cached_property
    def _words(self) -> dict[str, str]:
        return in_both(self.names)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "read", lambda text: self._words.get(plain(text), text)
        )

    def hint_text(self) -> str:
        words = " / ".join(str(name) for name in self.names.values())
        return f"{self.hint}: {words}" if str(self.hint) else words


def day(name: str, label: Promise, hint: Promise) -> Column:
    return Column(name, label, hint, as_day)


def yes_no(name: str, label: Promise, hint: Promise) -> Column:
    return Column(name, label, hint, as_yes_no)


def choice(names: Mapping[str, Any]) -> forms.ChoiceField:
    """One of these, or nothing; what is wrong is answered with all that is right."""
    slots = " / ".join("{}" for _each in names)
    words = format_lazy(
        "{} {}", _("Choose one of:"), format_lazy(slots, *names.values())
    )
    return forms.ChoiceField(
        choices=list(names.items()),
        required=False,
        error_messages={"invalid_choice": words},
    )


def entitle(row: type[forms.Form], columns: Iterable[Column]) -> None:
    """The fields of a row are called as its columns are."""
    for column in columns:
        row.base_fields[column.name].label = cast(str, column.label)


class Plan(Protocol):
    """What an import would do: wrong rows, or how many of what."""

    @property
    def errors(self) -> Sequence[FieldError]: ...

    def counts(self) -> dict[str, int]: ...

    def new_names(self) -> Mapping[str, Sequence[str]]: ...


@dataclass(frozen=True)
class Sheet:
    """A kind of table and the one command that takes it.

    `plan` reads and never writes: the dry run and the command judge by the same. `key`
    is the column that says what a row is about; `joint` are codes of faults that other
    rows may mend, so that nobody judges them while some rows cannot be read.
    """

    name: str
    title: Promise
    command: str
    columns: tuple[Column, ...]
    plan: Callable[[Mapping[str, Any], Actor], Plan]
    key: str
    joint: frozenset[str] = frozenset()

    @cached_property
    def headings(self) -> dict[str, Column]:
        """Heading, as it is compared → column; both languages and the plain name."""
        both = in_both({each.name: each.label for each in self.columns})
        known = {each.name: each for each in self.columns}
        more = {plain(word): each for each in self.columns for word in each.also}
        return {**more, **{word: known[name] for word, name in both.items()}}
