"""People write the time on their own clock; the door wants it with its offset."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dateparse import parse_datetime

WRITTEN = "%Y-%m-%dT%H:%M"


class LocalTime(forms.DateTimeInput):
    """A moment as the clock on the wall of the unit shows it."""

    input_type = "datetime-local"

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(attrs={"step": "any"})
        self.zone = zone

    def format_value(self, value: Any) -> str | None:
        found = _read(value)
        if found is None:
            return None
        if found.tzinfo is not None:
            try:
                found = found.astimezone(self.zone)
            except OverflowError:  # the first or the last day that there is
                return None
        return found.strftime(WRITTEN if not found.second else f"{WRITTEN}:%S")


def with_offset(text: str, zone: ZoneInfo) -> str:
    """The same moment with its offset; what is no time stays as it was typed."""
    found = _read(text)
    if found is None or found.tzinfo is not None:
        return text
    return found.replace(tzinfo=zone).isoformat()


def _read(value: Any) -> datetime | None:
    if isinstance(value, datetime) or not value:
        return value or None
    try:
        return parse_datetime(str(value).strip())
    except ValueError:
        return None
