"""The one description of a command's input: page, JSON, command line, offline queue.

A form binds ids and values; it never loads or locks a row (its field order would become
the lock order). Unknown keys are refused; a question not answered is never a "no".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from greenlane.core.fields import Id, Rows, Text
from greenlane.core.mending import Mended, mend
from greenlane.core.refusals import FieldError, Malformed

META = ("csrfmiddlewaretoken", "command_id", "next")
MAX_DEPTH = 6


class CommandForm(forms.Form):
    """Base of every command's form."""

    use_required_attribute = True
    # Keys that are not part of the content: a retry may carry fresh ones.
    PROOF: ClassVar[tuple[str, ...]] = ()
    # Fields that hold a secret: no fingerprint, receipt or open claim keeps them.
    SECRETS: ClassVar[tuple[str, ...]] = ()
    # Plain fields that say what kind of row an id is the key of.
    NAMING: ClassVar[tuple[str, ...]] = ()

    def content(self) -> dict[str, Any]:
        """What was asked, without proof and secrets: all that may ever be kept."""
        hidden = {*self.PROOF, *self.SECRETS}
        return {k: v for k, v in self.cleaned_data.items() if k not in hidden}

    @classmethod
    def shown(cls, data: Mapping[str, Any]) -> str:  # noqa: ARG003 (forms of documents)
        """What is signed, where the journal alone does not tell that it changed."""
        return ""


class ReleaseForm(CommandForm):
    """Base of every release: the server's live challenge and the person's own PIN."""

    PROOF = ("challenge", "pin")
    challenge = forms.CharField(
        max_length=2000, widget=forms.HiddenInput, label=_("Challenge")
    )
    pin = forms.CharField(
        max_length=40,
        label=_("Your PIN"),
        help_text=_("Only your own. It signs this act."),
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [name for name in self.fields if name not in self.PROOF]
        self.order_fields([*first, *self.PROOF])


def bind(form_class: type[CommandForm], data: Mapping[str, Any]) -> CommandForm:
    """A bound, valid form; or Malformed with every field that is wrong, and why."""
    return _bound(form_class, _flat(form_class, data))


def bind_mending(
    form_class: type[CommandForm], data: Mapping[str, Any]
) -> tuple[CommandForm, tuple[Mended, ...]]:
    """The same, but no text makes it wrong: what was mended, field by field."""
    flat = _flat(form_class, data).copy()
    found = tuple(mend(form_class, flat))
    return _bound(form_class, flat), found


def _flat(form_class: type[CommandForm], data: Mapping[str, Any]) -> QueryDict:
    return data if isinstance(data, QueryDict) else flatten(form_class, data)


def _bound(form_class: type[CommandForm], flat: QueryDict) -> CommandForm:
    errors = unknown_keys(form_class, flat)
    form = form_class(flat)
    if not form.is_valid():
        errors.extend(form_errors(form))
    if errors:
        raise Malformed(errors)
    return form


def flatten(form_class: type[forms.Form], data: Any, prefix: str = "") -> QueryDict:
    """JSON as a page would have sent it. A value of the wrong kind is refused here."""
    flat = QueryDict(mutable=True)
    if not isinstance(data, Mapping):
        raise Malformed(
            [FieldError(_place(prefix.rstrip(".")) or "$", "not-an-object")]
        )
    for key, value in data.items():
        field = form_class.base_fields.get(str(key))
        name = f"{prefix}{key}"
        if isinstance(field, Rows):
            _flatten_rows(flat, field, name, value)
        elif isinstance(field, forms.MultipleChoiceField):
            _flatten_list(flat, name, value)
        else:
            _flatten_one(flat, field, name, value)
    return flat


def _flatten_rows(flat: QueryDict, field: Rows, name: str, value: Any) -> None:
    if not isinstance(value, list):
        raise Malformed([FieldError(_place(name), "not-a-list")])
    if len(value) > field.max_rows:
        raise Malformed([FieldError(_place(name), "too-many-rows")])
    for number, row in enumerate(value):
        part = flatten(field.row_form, row, f"{name}.{number}.")
        for key in part:
            flat.setlist(key, part.getlist(key))
        if not row:
            flat[f"{name}.{number}."] = ""


def _flatten_list(flat: QueryDict, name: str, value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise Malformed([FieldError(_place(name), "not-a-list-of-text")])
    flat.setlist(name, value)


def _flatten_one(flat: QueryDict, field: Any, name: str, value: Any) -> None:
    if value is None:
        return
    numeric = isinstance(field, forms.IntegerField | forms.DecimalField)
    if isinstance(value, bool):
        if not isinstance(field, forms.BooleanField):
            raise Malformed([FieldError(_place(name), "not-yes-or-no-here")])
        flat[name] = "on" if value else ""
    elif isinstance(value, str):
        if not isinstance(field, Text) and any(
            "\ud800" <= char <= "\udfff" for char in value
        ):
            # Half a character: JSON can say it, no database can keep it. Of a text
            # its field says so, or it is mended.
            raise Malformed([FieldError(_place(name), "hidden-character")])
        flat[name] = value
    elif isinstance(value, int | float) and (numeric or field is None):
        if isinstance(value, int) and value.bit_length() > 62:
            raise Malformed([FieldError(_place(name), "number-too-large")])
        flat[name] = repr(value)
    else:
        raise Malformed([FieldError(_place(name), "wrong-type")])


def unknown_keys(form_class: type[forms.Form], flat: QueryDict) -> list[FieldError]:
    """Keys that no field asked for; rows are looked into."""
    errors = []
    for key in flat:
        head, _dot, rest = key.partition(".")
        field = form_class.base_fields.get(head)
        if head in META and not _dot:
            continue
        if (
            field is None
            or (_dot and not isinstance(field, Rows))
            or (isinstance(field, Rows) and not field.knows(rest))
        ):
            errors.append(FieldError(_place(key[:80]), "unknown-field"))
    return errors


def _place(name: str) -> str:
    """`readings.1.value` as errors name it: `readings[1].value`."""
    return re.sub(r"\.(\d+)(?=\.|$)", r"[\1]", name)


def form_errors(form: forms.Form) -> list[FieldError]:
    """Django's errors as ours, rows named `readings[1].value`."""
    found: list[FieldError] = []
    for name, errors in form.errors.as_data().items():
        for error in errors:
            several = error.error_list if hasattr(error, "error_list") else [error]
            found += [_as_field_error(name, one) for one in several]
    return found


def _as_field_error(name: str, error: ValidationError) -> FieldError:
    where = name if name != "__all__" else "$"
    if error.params and "row_path" in error.params:
        where = f"{name}{error.params['row_path']}"
    text = "; ".join(str(message) for message in error.messages)
    return FieldError(where, (error.code or "invalid").replace("_", "-"), text)


def bind_loosely(form_class: type[CommandForm], data: Mapping[str, Any]) -> dict:
    """The ids that a form would bind, from unfinished data; wrong ids are refused."""
    plain = {name: data[name] for name in form_class.NAMING if name in data}
    found, errors = {k: v for k, v in plain.items() if isinstance(v, str)}, []
    for name, field in form_class.base_fields.items():
        if not isinstance(field, Id) or data.get(name) in (None, ""):
            continue
        try:
            found[name] = field.clean(data[name] if isinstance(data[name], str) else "")
        except ValidationError:
            errors.append(FieldError(name, "not-an-id"))
    if errors:
        raise Malformed(errors)
    return found
