"""Rows of one key become one thing; what its rows say of it must not contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.core.refusals import FieldError
from greenlane.core.texts import sentence

Row = Mapping[str, Any]


def wrong(row: int, column: str, code: str, **facts: Any) -> FieldError:
    """One cell that is wrong, with its sentence."""
    return FieldError(f"rows[{row}].{column}", code, sentence(code, facts)[0])


@dataclass
class Wanted:
    """Everything the table says about one key: `own` are its single cells, by column.

    `row` is the place of its first row; `rows` are all of them with their places.
    """

    unit: Unit
    key: str
    row: int
    own: dict[str, Any] = field(default_factory=dict)
    rows: list[tuple[int, Row]] = field(default_factory=list)


@dataclass
class Gathered:
    wanted: list[Wanted] = field(default_factory=list)
    errors: list[FieldError] = field(default_factory=list)


def gather(
    rows: Sequence[Row], units: Mapping[str, Unit], *, key: str, own: Sequence[str]
) -> Gathered:
    """`key` is the column that says whom a row is about, `own` the single cells."""
    found: dict[tuple[int, str], Wanted] = {}
    said: set[tuple[Any, ...]] = set()
    gathered = Gathered()
    for place, row in enumerate(rows):
        unit = units.get(row["unit"])
        if unit is None:
            gathered.errors.append(wrong(place, "unit", "import-unit-unknown"))
            continue
        whole = (unit.pk, *sorted((k, str(v)) for k, v in row.items() if k != "unit"))
        if whole in said:
            gathered.errors.append(wrong(place, key, "import-row-twice"))
        said.add(whole)
        name = (unit.pk, row[key])
        one = found.setdefault(name, Wanted(unit, row[key], place))
        one.rows.append((place, row))
        gathered.errors += _joined(one, place, row, own)
    gathered.wanted = list(found.values())
    return gathered


def _joined(
    one: Wanted, place: int, row: Row, own: Sequence[str]
) -> Iterator[FieldError]:
    for column in own:
        if row[column] in (None, ""):
            continue
        if one.own.setdefault(column, row[column]) != row[column]:
            yield wrong(place, column, "import-row-contradicts")


def units_of(
    rows: Sequence[Row], by: Actor, *, need: str, home: str
) -> dict[str, Unit]:
    """Code in a row → unit, as far as the actor may do this there. Empty: `home`."""
    codes = (
        {row["unit"] for row in rows} | {home} if home else {r["unit"] for r in rows}
    )
    found = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    mine = found.get(home) if home else Unit.objects.get(pk=by.unit)
    reached = {c: u for c, u in found.items() if by.may(need, u.path)}
    if mine is not None and by.may(need, mine.path):
        reached[""] = mine
    return reached
