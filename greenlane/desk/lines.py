"""A form as the page shows it: line by line, and lists of rows inside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from greenlane.core.choices import WITHOUT, Option, flat
from greenlane.core.fields import BlobField, Rows
from greenlane.desk.dress import dress
from greenlane.desk.options import Options

OFFERED = 3  # rows that stand ready where no script can add one
BLANK = "__n__"  # the number of a row that a script has yet to give


@dataclass(frozen=True)
class Line:
    """One field. `known` suggests for free text; `settled`: it is not asked again."""

    bound: BoundField
    known: tuple[Option, ...] = ()
    settled: str = ""

    @property
    def is_file(self) -> bool:
        return isinstance(self.bound.field, BlobField)

    @property
    def is_hidden(self) -> bool:
        return bool(self.bound.is_hidden)

    @property
    def is_group(self) -> bool:
        return bool(self.bound.use_fieldset)

    @property
    def is_tick(self) -> bool:
        return isinstance(self.bound.field.widget, forms.CheckboxInput)

    @property
    def errors(self) -> list[str]:
        return [str(each) for each in self.bound.errors]


@dataclass(frozen=True)
class RowLines:
    """A list of small forms under one name; `blank` is the pattern for one more."""

    name: str
    label: str
    help_text: str
    errors: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    blank: tuple[Line, ...]
    most: int
    is_rows: bool = True

    @property
    def is_one(self) -> bool:
        """A row is a single field: it takes a single line."""
        return len(self.blank) == 1


def lines(
    form: forms.Form,
    path: str,
    options: Options,
    known_rows: Mapping[str, Iterable[Mapping[str, Any]]],
    settled: frozenset[str] = frozenset(),
) -> list[Line | RowLines]:
    """Every field that is not hidden, in the command's own order."""
    dress(form, path, options)
    found: list[Line | RowLines] = []
    for name, field in form.fields.items():
        if name == "order" and options.asked.order is not None:
            # The address has said which one; the page says it in its head.
            field.widget = forms.HiddenInput()
        elif isinstance(field, Rows):
            found.append(_rows(form, f"{path}.{name}", name, options, known_rows))
        elif not form[name].is_hidden:
            line = _line(form, f"{path}.{name}", name, options)
            found.append(_settled(line, path, options) if name in settled else line)
    return found


def _settled(line: Line, path: str, options: Options) -> Line:
    """The same line, with the words of what it holds already."""
    path, field = f"{path}.{line.bound.name}", line.bound.field
    name = options.name_of(path, field, line.bound.value())
    return replace(line, settled=name)


def _line(form: forms.Form, path: str, name: str, options: Options) -> Line:
    field = form.fields[name]
    known = options.of(path, field) if "list" in field.widget.attrs else None
    return Line(form[name], tuple(flat(known or ())))


def _rows(
    form: forms.Form,
    path: str,
    name: str,
    options: Options,
    known_rows: Mapping[str, Iterable[Mapping[str, Any]]],
) -> RowLines:
    field = form.fields[name]
    assert isinstance(field, Rows)
    data = form.data if form.is_bound else None
    if data is not None:
        begun = [_row(field, name, n, data=data) for n in numbers(data, name)]
    else:
        given = enumerate(known_rows.get(name, ()))
        begun = [_row(field, name, n, initial=row) for n, row in given]
    first = 1 + max((n for n in numbers(data or {}, name)), default=len(begun) - 1)
    wanted = max(OFFERED, field.min_rows, len(begun) + 1)
    spare = range(first, first + max(0, min(wanted, field.max_rows) - len(begun)))
    begun += [_row(field, name, number) for number in spare]
    begun.append(_row(field, name, BLANK))
    drawn = [
        _lines_of(row, path, options, without=_without(row, known_rows.get(name, ())))
        for row in begun
    ]
    return RowLines(
        name,
        str(field.label),
        str(field.help_text),
        tuple(_own_errors(form, name)),
        tuple(drawn[:-1]),
        drawn[-1],
        field.max_rows,
    )


def numbers(data: Mapping[str, Any], name: str) -> list[int]:
    """The numbers of the rows that were sent and hold anything, in their order."""
    found = set()
    for key in data:
        row = re.fullmatch(re.escape(name) + r"\.(\d{1,4})\..*", key)
        if row and any(_values(data, key)):
            found.add(int(row[1]))
    return sorted(found)


def _values(data: Any, key: str) -> list[str]:
    return data.getlist(key) if isinstance(data, QueryDict) else [data[key]]


def _row(
    field: Rows, name: str, number: int | str, *, data: Any = None, initial: Any = None
) -> forms.Form:
    row = field.row_form(data, initial=initial, use_required_attribute=False)

    def numbered(field_name: str) -> str:
        return f"{name}.{number}.{field_name}"

    row.add_prefix = numbered  # type: ignore[method-assign]
    return row


def _without(row: forms.Form, known: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """What this row does not ask: said of the known row that is about the same."""
    first = next(iter(row.fields))
    about = str(row[first].value() or "")
    same = (each for each in known if about and str(each.get(first, "")) == about)
    return tuple(next(same, {}).get(WITHOUT, ()))


def _lines_of(
    row: forms.Form, path: str, options: Options, *, without: Iterable[str] = ()
) -> tuple[Line, ...]:
    for name in without:
        row.fields[name].widget = forms.HiddenInput()
    dress(row, path, options)
    return tuple(_line(row, f"{path}.{name}", name, options) for name in row.fields)


def _own_errors(form: forms.Form, name: str) -> Iterable[str]:
    """What is wrong with the list itself; what is wrong with a row stands there."""
    for error in form.errors.as_data().get(name, ()) if form.is_bound else ():
        for one in error.error_list:
            if not (one.params and "row_path" in one.params):
                yield from map(str, one.messages)
