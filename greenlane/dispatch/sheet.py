"""A whole plan on its way to the door: what the engine found, by the keys of rows.

Instants are aware; a crew is "team:<id>" or "person:<id>". The sheet travels as JSON in
one field: hundreds of rows, written by the planner only, are no form to be filled in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

MOST_TASKS = 5000
T = TypeVar("T")


class BadSheet(ValueError):
    """The text is no sheet; the message names the field."""


@dataclass(frozen=True)
class SheetLine:
    """One task: who, from when to when, leaving when, and what it waits for."""

    task: UUID
    order: UUID
    start_at: datetime
    end_at: datetime
    leave_at: datetime | None = None
    crews: tuple[str, ...] = ()
    fixed: bool = False
    why: str = ""
    about: str = ""


@dataclass(frozen=True)
class SheetOrder:
    """One order; lists hold objects of codes, keys and numbers."""

    order: UUID
    earliest_at: datetime | None = None
    end_at: datetime | None = None
    p50_at: datetime | None = None
    p80_at: datetime | None = None
    holds: tuple[Mapping[str, Any], ...] = ()
    shorten: tuple[Mapping[str, Any], ...] = ()
    unplanned: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class SheetOffer:
    """Another plan with its price: its lines and orders, as a sheet of its own."""

    kind: str
    cost: int
    dark: int
    crews_changed: int
    moved: Mapping[str, int]
    sheet: str


@dataclass(frozen=True)
class Sheet:
    """`seq`: the journal's position that the plan knows of; costs as in Revision."""

    seq: int
    kind: str
    cause: str
    objective: int
    bound: int
    greedy: int
    proven: bool
    seconds: float
    digest: str
    lines: tuple[SheetLine, ...] = ()
    orders: tuple[SheetOrder, ...] = ()
    offers: tuple[SheetOffer, ...] = ()
    pinned: str = ""  # base64

    def as_text(self) -> str:
        return json.dumps(self, default=_plain, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """A row as its fields, without a copy of each; all else as its text."""
    return vars(value) if is_dataclass(value) else str(value)


def read(text: str) -> Sheet:
    """Raises BadSheet, naming the first field that is not as it should be."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadSheet("plan") from error
    if not isinstance(told, dict):
        raise BadSheet("plan")
    for name in ("lines", "orders", "offers"):
        if not isinstance(told.get(name, []), list):
            raise BadSheet(name)
    if len(told.get("lines", ())) > MOST_TASKS:
        raise BadSheet("lines")
    parts = {
        "lines": tuple(_row(SheetLine, each) for each in told.get("lines", ())),
        "orders": tuple(_row(SheetOrder, each) for each in told.get("orders", ())),
        "offers": tuple(_row(SheetOffer, each) for each in told.get("offers", ())),
    }
    return _row(Sheet, {**told, **parts})


def _row(kind: type[T], told: Any) -> T:
    if not isinstance(told, dict):
        raise BadSheet(kind.__name__)
    types = {each.name: str(each.type) for each in fields(kind)}  # type: ignore[arg-type]
    if unknown := set(told) - set(types):
        raise BadSheet(min(unknown))
    try:
        return kind(**{key: _value(types[key], each) for key, each in told.items()})
    except (TypeError, ValueError, AttributeError) as error:
        raise BadSheet(f"{kind.__name__}: {error}") from error


def _value(kind: str, value: Any) -> Any:
    if value is None and "None" in kind:
        return None
    if kind == "UUID":
        return UUID(value)
    if kind.startswith("datetime"):
        found = datetime.fromisoformat(value)
        if found.tzinfo is None:
            raise ValueError("an instant without its offset")
        return found
    if kind.startswith("tuple"):
        return tuple(value)
    plain = {"int": int, "str": str, "bool": bool, "float": (int, float)}
    if kind in plain and not isinstance(value, plain[kind]):  # type: ignore[arg-type]
        raise ValueError(f"{value!r} is no {kind}")
    return value
