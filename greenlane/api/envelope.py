"""The envelope of a command: what it is called, id, data, when, what was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from greenlane.core.fields import Instant
from greenlane.core.positions import read_position
from greenlane.core.refusals import FieldError, Malformed

KEYS = frozenset({"command", "id", "data", "at", "queued", "device_seq", "seen"})


@dataclass(frozen=True)
class Envelope:
    """One asked command, read but not judged."""

    command: str
    data: Mapping[str, Any]
    id: UUID | None = None
    at: datetime | None = None
    queued: bool = False
    device_seq: int | None = None
    seen: Mapping[int, int] = field(default_factory=dict)


def read_envelope(item: Any) -> Envelope:
    """An item of the body. Malformed names every wrong key."""
    if not isinstance(item, Mapping):
        raise Malformed([FieldError("$", "not-an-object")])
    errors = [FieldError(str(k)[:80], "unknown-field") for k in item if k not in KEYS]
    if not isinstance(item.get("command"), str):
        errors.append(FieldError("command", "required"))
    if not isinstance(item.get("data", {}), Mapping):
        errors.append(FieldError("data", "not-an-object"))
    if not isinstance(item.get("queued", False), bool):
        errors.append(FieldError("queued", "not-yes-or-no"))
    number = item.get("device_seq")
    if number is not None and (type(number) is not int or not 0 <= number < 2**62):
        errors.append(FieldError("device_seq", "not-a-number"))
    key = _key(item.get("id"), errors)
    at = _at(item.get("at"), errors)
    seen = _seen(item.get("seen"), errors)
    if errors:
        raise Malformed(errors)
    return Envelope(
        item["command"],
        item.get("data", {}),
        key,
        at,
        item.get("queued", False),
        number,
        seen,
    )


def _key(value: Any, errors: list[FieldError]) -> UUID | None:
    if value is None:
        return None
    try:
        return UUID(value) if isinstance(value, str) else UUID("")
    except ValueError:
        errors.append(FieldError("id", "not-an-id"))
        return None


def _at(value: Any, errors: list[FieldError]) -> datetime | None:
    if value is None:
        return None
    try:
        if isinstance(value, str):
            return Instant().clean(value)
    except ValidationError as wrong:
        errors.append(FieldError("at", (wrong.code or "invalid"), wrong.messages[0]))
        return None
    errors.append(FieldError("at", "not-a-time"))
    return None


def _seen(value: Any, errors: list[FieldError]) -> dict[int, int]:
    """A position like "1.44-2.7": unit and number, joined."""
    if value is None:
        return {}
    try:
        return read_position(value)
    except (ValueError, AttributeError, TypeError):
        errors.append(FieldError("seen", "not-a-position"))
        return {}
