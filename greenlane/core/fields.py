"""Form fields of our own: ids, honest text, yes/no/unknown, instants, rows, blobs."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from greenlane.core.text import lying_marks, markup


class Id(forms.UUIDField):
    """The key of a row. `kind` is the row's model name: what the page fills in."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(**kwargs)


class Text(forms.CharField):
    """Text as people type it: no control, direction or zero-width marks, no HTML."""

    def __init__(
        self, *, max_length: int = 200, lines: bool = False, **kw: Any
    ) -> None:
        self.lines = lines
        if lines:
            kw.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(max_length=max_length, **kw)

    def validate(self, value: str) -> None:
        super().validate(value)
        if mark := lying_marks(value, lines=self.lines):
            raise ValidationError(
                _("The text holds a hidden character (%(mark)s). Type it again."),
                code="hidden-character",
                params={"mark": mark},
            )
        if tag := markup(value):
            raise ValidationError(
                _("The text holds HTML (%(tag)s). Write it in plain words."),
                code="markup",
                params={"tag": tag},
            )


class YesNo(forms.ChoiceField):
    """Yes, no, or not known. An answer that was not given is never a no."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known"))]
        super().__init__(choices=[("", "—"), *choices], **kwargs)


def _must_be_of_our_days(day: date) -> None:
    if not 2000 <= day.year <= 2100:
        raise ValidationError(_("This year cannot be right."), code="odd-year")


class Day(forms.DateField):
    """A day of the calendar, as 2022-04-05."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d"], validators=[_must_be_of_our_days], **kwargs
        )


class Instant(forms.Field):
    """A moment with its offset from UTC; a time without one is refused."""

    widget = forms.DateTimeInput

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            found = parse_datetime(str(value).strip())
        except ValueError:
            found = None
        if found is None:
            raise ValidationError(
                _("Write the time as 2022-03-29T14:05:00+08:00."), code="not-a-time"
            )
        if found.tzinfo is None:
            raise ValidationError(
                _("The time needs its offset, for example +08:00."), code="naive-time"
            )
        _must_be_of_our_days(found)
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else value


class BlobField(forms.RegexField):
    """A photo or file that was uploaded before, named by the SHA-256 of its bytes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"^[0-9a-f]{64}$", **kwargs)


class RowsWidget(forms.Widget):
    """Collects `readings.0.value=…` into a list of plain rows."""

    template_name = "core/rows.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict]:
        rows: dict[int, dict[str, list[str]]] = {}
        for key in data:
            found = re.fullmatch(re.escape(name) + r"\.(\d{1,4})\.(.*)", key)
            if found:
                values = data.getlist(key) if hasattr(data, "getlist") else [data[key]]
                rows.setdefault(int(found[1]), {})[found[2]] = values
        return [rows[number] for number in sorted(rows)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}.") for key in data)


class Rows(forms.Field):
    """A list of small forms: readings per phase, loads, infeeds."""

    widget = RowsWidget

    def __init__(
        self,
        row_form: type[forms.Form],
        *,
        min_rows: int = 1,
        max_rows: int = 60,
        **kwargs: Any,
    ) -> None:
        self.row_form = row_form
        self.min_rows = min_rows
        self.max_rows = max_rows
        kwargs.setdefault("required", min_rows > 0)
        super().__init__(**kwargs)

    def knows(self, rest: str) -> bool:
        """Whether `0.value` names a field of the row form."""
        number, dot, name = rest.partition(".")
        return (
            number.isdigit()
            and bool(dot)
            and (name in self.row_form.base_fields or not name)
        )

    def clean(self, value: list[dict[str, list[str]]]) -> list[dict[str, Any]]:
        # A page sends its untouched last row along: it is not an answer.
        kept = [row for row in value or [] if any(any(v) for v in row.values())]
        if len(kept) < self.min_rows:
            raise ValidationError(
                _("Fill in at least %(n)s here."),
                code="too-few-rows",
                params={"n": self.min_rows},
            )
        if len(kept) > self.max_rows:
            raise ValidationError(_("Too many rows."), code="too-many-rows")
        return self._clean_rows(kept)

    def _clean_rows(self, rows: list[dict[str, list[str]]]) -> list[dict[str, Any]]:
        cleaned: list[dict[str, Any]] = []
        errors: list[ValidationError] = []
        # One form for all rows: making one costs more than reading a row with it.
        form = self.row_form(QueryDict())
        for number, row in enumerate(rows):
            form.data = _query(row)
            form.full_clean()
            if not form.errors:
                cleaned.append(form.cleaned_data)
                continue
            for name, found in form.errors.as_data().items():
                errors.extend(
                    ValidationError(
                        "; ".join(one.messages),
                        code=one.code,
                        params={"row_path": f"[{number}].{name}"},
                    )
                    for one in found
                )
        if errors:
            raise ValidationError(errors)
        return cleaned


def _query(row: dict[str, list[str]]) -> Any:
    query = QueryDict(mutable=True)
    for key, values in row.items():
        query.setlist(key, values)
    return query
