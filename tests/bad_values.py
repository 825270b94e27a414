"""Values that a field has to refuse, and plain ones that it takes, for any form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from greenlane.core.fields import BlobField, Id, Instant, Rows, Text

SHEET = (
    '{"seq": 0, "kind": "better", "cause": "", "objective": 0, "bound": 0, "greedy": 0,'
    ' "proven": false, "seconds": 0, "digest": ""}'
)
# The first that a field takes is its plain value.
PLAIN = (
    "甲", "AB", "abc", "lv", "13800000000", "13579246", "a" * 64, "1", "230", "yes",
    "Asia/Shanghai", "2026-11-26", "2026-11-26T10:00:00+08:00", "long enough to be one",
    "https://hooks.example.org/duty", "papers.fees.due",
    SHEET,
)  # fmt: skip
DAY = "2026-11-{:02}T10:00:00+08:00"
WRONG_TYPES: tuple[Any, ...] = ({}, {"a": {"b": []}}, [[]], [None], [{"a": 1}])
LYING = ("甲\x00乙", "甲\x1b[2J", "甲\u202e乙", "甲\u200b乙", "\ufeff甲", "甲\ud800")
SCRIPTS = ("<script>alert(1)</script>", "甲<svg/onload=alert(1)>", "</ ScRiPt>")
MOST_IN_A_MESSAGE = 500
ENDLESS = "长" * 2_100


def plain_data(form: type[forms.Form]) -> dict[str, Any]:
    """What this form takes, with keys of nothing that exists."""
    found = {name: plain(field) for name, field in form.base_fields.items()}
    # Times stand in the order in which the form asks for them.
    times = [n for n, each in form.base_fields.items() if isinstance(each, Instant)]
    return {**found, **{n: DAY.format(10 + day) for day, n in enumerate(times)}}


def plain(field: forms.Field) -> Any:
    if isinstance(field, Rows):
        return [plain_data(field.row_form)] * max(1, field.min_rows)
    if isinstance(field, forms.UUIDField):
        return str(uuid4())
    if isinstance(field, forms.BooleanField):
        return True
    if isinstance(field, forms.MultipleChoiceField):
        return [str(next(iter(field.choices))[0])]
    if isinstance(field, forms.ChoiceField):
        return next(str(key) for key, _label in field.choices if key)
    return next(each for each in PLAIN if _takes(field, each))


def _takes(field: forms.Field, value: str) -> bool:
    try:
        field.clean(value)
    except ValidationError:
        return False
    return True


def bad_values(field: forms.Field) -> Iterator[Any]:
    """Everything that this field must not take, whatever the others hold."""
    if isinstance(field, Rows):
        yield from _bad_rows(field)
        return
    yield from WRONG_TYPES
    yield 10**30
    if isinstance(field, forms.BooleanField):
        return
    yield True
    if isinstance(field, forms.MultipleChoiceField):
        yield from ("nonsense", ["nonsense"], [1])
    elif isinstance(field, forms.ChoiceField | forms.UUIDField | BlobField):
        yield from ("nonsense", "' OR 1=1 --", "../../etc/passwd", *LYING, ENDLESS)
    elif isinstance(field, Instant):
        yield from ("2022-03-29T14:05:00", "yesterday", "2022-02-30T10:00:00+08:00")
        yield from ("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-23:59", *LYING)
    elif isinstance(field, forms.DateField):
        yield from ("2022-02-30", "yesterday", *LYING)
    elif isinstance(field, forms.IntegerField):  # numbers of every sort
        yield from ("NaN", "Infinity", "1e400", "0x10", "eleven", 1e308, *LYING)
    else:
        yield from LYING if isinstance(field, Text) else LYING[:1]
        yield max(
            ENDLESS, "长" * (1 + (getattr(field, "max_length", None) or 0)), key=len
        )
        if isinstance(field, Text):
            yield from SCRIPTS


def _bad_rows(field: Rows) -> Iterator[Any]:
    yield from ("nonsense", 1, True, {}, [1], ["a"], [[]])
    good = plain_data(field.row_form)
    if field.max_rows <= MOST_IN_A_MESSAGE:  # of longer ones the size is refused first
        yield [good] * (field.max_rows + 1)
    yield [{**good, "unit_id": "1"}]
    if field.min_rows:
        yield []
    for name, inner in field.row_form.base_fields.items():
        yield from ([{**good, name: value}] for value in bad_values(inner))


def names_a_row(form: type[forms.Form]) -> bool:
    """Whether the form asks for the key of something."""
    return any(
        isinstance(field, Id) and field.required for field in form.base_fields.values()
    )
