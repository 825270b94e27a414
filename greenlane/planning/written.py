"""A problem as text, in one form only: `read_json` reads an equal problem out of it."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any

from greenlane.planning.problem import Problem

_PAIRS = {"uses", "takes", "skills", "pools"}  # tuples of (key, amount): objects


def write_json(problem: Problem) -> str:
    """Canonical: fields in their order, none that says what is so anyway, no spaces.

    Rows keep their order: it decides between two keys that are alike.
    """
    return json.dumps(
        _told(problem), ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def _told(row: Any) -> dict[str, Any]:
    found = {}
    for each in fields(row):
        value = getattr(row, each.name)
        default = each.default if each.default is not MISSING else None
        if each.compare and (each.default is MISSING or value != default):
            found[each.name] = _value(each.name, value)
    return found


def _value(name: str, value: Any) -> Any:
    if name in _PAIRS:
        return _pairs(name, value)
    if isinstance(value, tuple):
        return [_value("", each) for each in value]
    return _told(value) if hasattr(value, "__dataclass_fields__") else value


def _pairs(name: str, pairs: tuple[tuple[str, int], ...]) -> dict[str, int]:
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError(f"{name} names one key twice: it has no form as an object")
    return found
