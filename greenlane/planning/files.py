"""Problems as files: our own JSON, PSPLIB, multi-skill data; known by their ending."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

from greenlane.planning.dzn import read_dzn
from greenlane.planning.problem import BadProblem, Problem
from greenlane.planning.psplib import read_rcp, read_sm
from greenlane.planning.rows import (
    MAKESPAN,
    After,
    Crew,
    Fixed,
    Mission,
    Need,
    Neighbours,
    Stay,
    Stock,
    Task,
)

MOST_BYTES = 20_000_000


def read(path: Path) -> Problem:
    """Raises BadProblem for what cannot be planned, OSError for what is not there."""
    readers: dict[str, Callable[..., Problem]] = {
        ".json": read_json,
        ".sm": read_sm,
        ".rcp": read_rcp,
        ".dzn": read_dzn,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise BadProblem([f"{path.name} ends in none of {', '.join(readers)}"])
    if path.stat().st_size > MOST_BYTES:
        raise BadProblem([f"{path.name} is larger than {MOST_BYTES} bytes"])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadProblem([f"{path.name} is no text in UTF-8"]) from error
    return reader(text, name=path.stem)


def read_json(text: str, *, name: str = "") -> Problem:
    """Our own form: the fields of `Problem`, rows as objects. docs/run/plan.md."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:  # nested without end is no problem
        raise BadProblem([f"this is no JSON: {error}"]) from error
    if not isinstance(told, dict):
        raise BadProblem(["a problem is one JSON object"])
    known = {
        "tasks", "crews", "pools", "stocks", "missions", "travel", "fixed", "objective",
        "neighbours", "stays",
    }  # fmt: skip
    if unknown := sorted(set(told) - known):
        raise BadProblem([f"unknown field {key!r}" for key in unknown])
    try:
        return Problem(
            tasks=tuple(_task(row) for row in told.get("tasks", ())),
            crews=tuple(_crew(row) for row in told.get("crews", ())),
            pools=_pairs(told.get("pools", {})),
            stocks=tuple(_stock(row) for row in told.get("stocks", ())),
            missions=tuple(_row(Mission, row) for row in told.get("missions", ())),
            travel=tuple(tuple(map(_whole, row)) for row in told.get("travel", ())),
            fixed=tuple(_keyed(Fixed, row, "crews") for row in told.get("fixed", ())),
            neighbours=tuple(_row(Neighbours, x) for x in told.get("neighbours", ())),
            stays=tuple(_keyed(Stay, row, "crews") for row in told.get("stays", ())),
            objective=told.get("objective", MAKESPAN),
            name=name,
        )
    except (TypeError, ValueError, AttributeError) as error:
        if isinstance(error, BadProblem):
            raise
        raise BadProblem(
            [f"a field has another form than it should: {error}"]
        ) from error


def _task(row: dict[str, Any]) -> Task:
    told = dict(row)
    told["needs"] = tuple(_row(Need, each) for each in told.get("needs", ()))
    told["after"] = tuple(
        After(each) if isinstance(each, str) else _row(After, each)
        for each in told.get("after", ())
    )
    told["uses"], told["takes"] = (
        _pairs(told.get("uses", {})),
        _pairs(told.get("takes", {})),
    )
    return _keyed(Task, told, "only")


def _crew(row: dict[str, Any]) -> Crew:
    shifts = tuple((_whole(a), _whole(b)) for a, b in row.get("shifts", ()))
    told = {**row, "skills": _pairs(row["skills"]), "shifts": shifts}
    return _keyed(Crew, told, "passes")


def _stock(row: dict[str, Any]) -> Stock:
    arrivals = tuple((_whole(at), _whole(amount)) for at, amount in row["arrivals"])
    return Stock(row["key"], arrivals)


def _keyed(kind: Any, row: dict[str, Any], field: str) -> Any:
    """A row in which one field is a list of keys."""
    keys = row.get(field, ())
    if isinstance(keys, str) or not all(isinstance(key, str) for key in keys):
        raise TypeError(f"{field} is a list of keys, not {keys!r}")
    return _row(kind, {**row, field: tuple(keys)})


def _pairs(told: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    return tuple((str(key), _whole(amount)) for key, amount in told.items())


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is no whole number")
    return value


def _row(kind: Any, told: dict[str, Any]) -> Any:
    """One row; unknown fields, and words where numbers stand, are faults."""
    types = {each.name: str(each.type) for each in fields(kind)}
    if unknown := sorted(set(told) - set(types)):
        raise TypeError(f"{kind.__name__} has no field {unknown[0]!r}")
    for key, value in told.items():
        if types[key].startswith("int") and not (
            value is None and "None" in types[key]
        ):
            _whole(value)
        if types[key] == "str" and not isinstance(value, str):
            raise TypeError(f"{key} of {kind.__name__} is a text, not {value!r}")
        if types[key] == "bool" and not isinstance(value, bool):
            raise TypeError(f"{key} of {kind.__name__} is true or false, not {value!r}")
    return kind(**told)
