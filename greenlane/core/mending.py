"""A stop is never refused for its words: what may not stand in them is taken out.

Marks that lie go, a piece of HTML is laid open, what is too long is cut. Each field
that was mended is told in the journal; the receipt keeps what was cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from greenlane.core.facts import Names
from greenlane.core.fields import Rows, Text
from greenlane.core.journal import Told
from greenlane.core.text import called, lies, markup, without_markup
from greenlane.core.texts import said_as

NOTHING_LEFT = "-"
MOST_KEPT = 10_000  # characters of what was cut off
MOST_MARKS = 20  # that are named; of a text full of them the rest adds nothing


@dataclass(frozen=True)
class Mended:
    """One field: characters taken out or laid open, how many were cut, what is kept.

    `rest` is the beginning of what was cut off; `marks` are the first of their kinds.
    """

    field: str
    marks: tuple[str, ...]
    rest: str
    cut: int


@dataclass(frozen=True)
class TextMended:
    """What somebody stopped, saw or told was kept without what no text may hold."""

    NAME: ClassVar[str] = "core.text_mended"
    V: ClassVar[int] = 1
    command: str
    field: str
    marks: tuple[str, ...]
    cut: int

    def sentence(self, names: Names) -> str:
        from django.utils.translation import gettext as _

        return _(
            "A text was mended (%(command)s, %(field)s): hidden characters"
            " %(marks)s, cut by %(cut)s characters"
        ) % {
            "command": said_as("command", self.command),
            "field": self.field,
            "marks": " ".join(self.marks) or "-",
            "cut": self.cut,
        }


def mend(form_class: type[forms.Form], flat: QueryDict) -> Iterator[Mended]:
    """Every text of this message, mended in place; the others are not named."""
    for key in list(flat):
        field = _text_at(form_class, key)
        if field is None:
            continue
        said = str(flat[key])
        kept, marks, rest = _mended(field, said)
        if kept != said.strip():
            flat[key] = kept
            yield Mended(key, marks[:MOST_MARKS], rest[:MOST_KEPT], len(rest))


def _text_at(form_class: type[forms.Form], key: str) -> Text | None:
    """The text field of this name, also of a row: `heads.0.note`."""
    head, _dot, rest = key.partition(".")
    field: Any = form_class.base_fields.get(head)
    if isinstance(field, Rows):
        field = field.row_form.base_fields.get(rest.partition(".")[2])
    return field if isinstance(field, Text) else None


def _mended(field: Text, said: str) -> tuple[str, tuple[str, ...], str]:
    """What is kept, which characters went, and what was cut off."""
    gone = [char for char in said if lies(char, lines=field.lines)]
    # A line break in a text of one line stood between two words.
    plain = "".join(
        (" " if char.isspace() else "") if lies(char, lines=field.lines) else char
        for char in said
    ).strip()
    if markup(plain):
        gone.append("<")
        plain = without_markup(plain)
    most = field.max_length or len(plain)
    kept, rest = plain[:most].strip(), plain[most:]
    if not kept and field.required and said.strip():
        kept = NOTHING_LEFT
    return kept, tuple(dict.fromkeys(called(char) for char in gone)), rest


def told_of(mended: Mended, command: str, first: Told) -> Told:
    """Told beside what was done, and of the same things."""
    fact = TextMended(command, mended.field, mended.marks, mended.cut)
    return Told(fact, first.subjects, first.unit, first.at)


def left_out(mended: tuple[Mended, ...]) -> dict[str, Any]:
    """What no row had room for stays in the receipt, and is said to the sender."""
    if not mended:
        return {}
    left = {each.field: each.rest for each in mended if each.rest}
    return {"mended": [each.field for each in mended], "cut_off": left}
