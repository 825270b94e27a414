"""A form as a JSON schema: fields, types, bounds, choices, lists."""

from __future__ import annotations

from typing import Any

from django import forms

from greenlane.core.fields import BlobField, Id, Instant, Rows


def form_schema(form_class: type[forms.Form]) -> dict[str, Any]:
    """The object that this form takes. Unknown keys are refused."""
    fields = form_class.base_fields
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, field in fields.items() if field.required],
        "properties": {name: field_schema(field) for name, field in fields.items()},
    }


def field_schema(field: forms.Field) -> dict[str, Any]:
    """One field, with its label as title."""
    return {"title": str(field.label or ""), **_type(field), **_bounds(field)}


def _type(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, Rows):
        return {
            "type": "array",
            "items": form_schema(field.row_form),
            "minItems": field.min_rows,
            "maxItems": field.max_rows,
        }
    if isinstance(field, Id):
        return {"type": "string", "format": "uuid", "x-kind": field.kind}
    if isinstance(field, forms.UUIDField):
        return {"type": "string", "format": "uuid"}
    if isinstance(field, Instant):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, BlobField):
        return {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    if isinstance(field, forms.MultipleChoiceField):
        return {"type": "array", "items": {"enum": _choices(field)}}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": _choices(field)}
    return _plain(field)


def _plain(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, forms.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.DecimalField | forms.FloatField):
        return {"type": "number"}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer"}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date"}
    return {"type": "string"}


def _choices(field: Any) -> list[str]:
    found: list[str] = []
    for value, label in field.choices:
        if isinstance(label, list | tuple):
            found.extend(str(key) for key, _label in label)
        else:
            found.append(str(value))
    return found


def _bounds(field: forms.Field) -> dict[str, Any]:
    names = {
        "max_length": "maxLength",
        "min_value": "minimum",
        "max_value": "maximum",
    }
    found = {}
    for ours, theirs in names.items():
        value = getattr(field, ours, None)
        if value is not None and not isinstance(field, forms.ChoiceField):
            found[theirs] = float(value) if theirs != "maxLength" else value
    return found
