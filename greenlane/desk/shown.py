"""What is looked at before it is signed: the content in words, and the documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from greenlane.core.actors import Actor
from greenlane.core.fields import Id, Rows
from greenlane.core.memory import resolve
from greenlane.core.refusals import NotFound
from greenlane.core.texts import said_as
from greenlane.desk.documents import LABELS, TITLES, label_of, row_named, word
from greenlane.desk.dress import choices_of
from greenlane.desk.options import Options
from greenlane.safety.doubts import notes
from greenlane.safety.signing import content_of


@dataclass(frozen=True)
class Entry:
    """A label and what stands behind it; a list of rows has several lines."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    title: str
    entries: tuple[Entry, ...]


def content(form: forms.Form, path: str, options: Options) -> Iterator[Entry]:
    """Each answer of a valid form in the words in which it was given."""
    for name, field in form.fields.items():
        if form[name].is_hidden or _is_shown_below(form, name):
            continue
        value = form.cleaned_data.get(name)
        inner = f"{path}.{name}"
        if isinstance(field, Rows):
            rows = (_row(field, row, inner, options) for row in value or ())
            if texts := tuple(filter(None, rows)):
                yield Entry(str(field.label), texts)
        elif value not in (None, "", []):
            said = _said(field, value, inner, options)
            yield Entry(str(field.label), (said,))


def _is_shown_below(form: forms.Form, name: str) -> bool:
    """A document is shown whole under its own title, and its kind with it."""
    documents = {getattr(field, "kind", "") for field in form.fields.values()}
    kind = getattr(form.fields[name], "kind", "")
    return kind == "document" or (name == "kind" and "document" in documents)


def _row(field: Rows, row: dict[str, Any], path: str, options: Options) -> str:
    fields = field.row_form.base_fields
    parts = (
        f"{fields[name].label}: {_said(fields[name], value, f'{path}.{name}', options)}"
        for name, value in row.items()
        if value not in (None, "")
    )
    return "; ".join(parts)


def _said(field: forms.Field, value: Any, path: str, options: Options) -> str:
    if isinstance(value, datetime):
        return _local(value, options)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ChoiceField) and not isinstance(value, list):
        return str(dict(choices_of(field)).get(value, value))
    named = options.name_of(path, field, value)
    if isinstance(field, Id) and named == str(value):  # no list offers it now
        named = str(row_named(field.kind, value, options.asked.actor) or value)
    return str(said_as(path.rpartition(".")[2], named))


def _local(at: datetime, options: Options) -> str:
    zone = ZoneInfo(options.asked.unit.timezone)
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def document(form: forms.Form, actor: Actor) -> Any:
    """The row that is signed. Raises NotFound."""
    kind, key = form.cleaned_data["kind"], form.cleaned_data["id"]
    row = row_named(kind, key, actor)
    if row is None or not hasattr(row, "document"):
        raise NotFound("document", id=str(key))
    return row


def sheets(form: forms.Form, options: Options) -> Iterator[Sheet]:
    """Every document that the form names, as it stands now."""
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if not isinstance(field, Id) or value is None:
            continue
        kind = form.cleaned_data["kind"] if field.kind == "document" else field.kind
        row = row_named(kind, value, options.asked.actor)
        if row is not None and hasattr(row, "document"):
            role = form.cleaned_data.get("role", "")
            said = [*_entries(row, role, options)]
            if told := notes(row):
                said.append(Entry(_("Rules"), told))
            yield Sheet(_title(row, kind), tuple(said))


def _title(row: Any, kind: str) -> str:
    """What it is called: a briefing rather than a record, where that is known."""
    narrow = getattr(row, "kind", "")
    named = said_as("kind", narrow)
    if narrow and named != narrow:
        return str(named)
    return str(TITLES.get(kind) or said_as("kind", kind))


def _entries(row: Any, role: str, options: Options) -> Iterator[Entry]:
    held = content_of(row, role)
    if "permits" in held:  # the list as it was read out, line by line
        held["permits"] = [
            [line["number"], line["state"], UUID(line["leader"]), line["heads_in"]]
            for line in json.loads(held["permits"])
        ]
    names = resolve(str(key) for key in _keys(held))
    for key, value in held.items():
        if value in (None, "", []) or key not in LABELS:
            continue
        said = tuple(_texts(key, value, names, options))
        yield Entry(label_of(key, value), said)


def _texts(key: str, value: Any, names: Any, options: Options) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for each in value:
            parts = each if isinstance(each, list | tuple) else [each]
            if any(isinstance(one, list | tuple) for one in parts):
                yield from _texts(key, parts, names, options)
                continue
            if next(iter(parts), "") == "present":  # to be there is all of it
                parts = [one for one in parts if not isinstance(one, bool)]
            said = [_text(key, one, names, options) for one in parts]
            between = pgettext("between parts of a line", ", ")
            # A row and its number may be called alike.
            if line := between.join(part for part in dict.fromkeys(said) if part):
                yield line
        return
    yield _text(key, value, names, options)


def _text(key: str, value: Any, names: Any, options: Options) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool) and key == "lines":
        return _("passed") if value else _("not passed")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return _local(value, options)
    if isinstance(value, UUID):
        return names[str(value)] if str(value) in names else _row_name(key, value)
    return word(key, str(value))


def _row_name(key: str, value: UUID) -> str:
    row: Model | None = row_named(key, value, None)
    return str(getattr(row, "name", "") or getattr(row, "number", "") or "")


def _keys(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _keys(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _keys(each)
    elif isinstance(value, UUID):
        yield value


def carried(data: QueryDict, closed: frozenset[str]) -> list[tuple[str, str]]:
    """What was filled in, to be sent along with the signature."""
    return [
        (key, value)
        for key, values in data.lists()
        for value in values
        if key not in closed
    ]
