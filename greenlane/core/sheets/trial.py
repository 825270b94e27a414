"""A dry run: everything that is wrong, cell by cell, or what would be done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import commands
from greenlane.core.door import unit_scene
from greenlane.core.forms import bind
from greenlane.core.refusals import FieldError, Malformed, NotAllowed
from greenlane.core.sheets.columns import Plan, Sheet
from greenlane.core.sheets.limits import BadSheet
from greenlane.core.sheets.reading import Table, read
from greenlane.core.texts import sentence

_ROW = re.compile(r"rows\[(\d+)\]\.?(\w*)")


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the line as the spreadsheet counts, the letter and the heading
    of the column, a stable code, what is wrong, what to do."""

    line: int
    column: str
    heading: str
    code: str
    says: str
    next_step: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Trial:
    """What came of looking at a file: faults, or the rows and what they would do."""

    sheet: Sheet
    faults: tuple[Fault, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    new_names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rows: tuple[dict[str, str], ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.faults


def look(data: bytes, sheet: Sheet, *, by: Actor, unit: str = "") -> Trial:
    """Read the file and say what is wrong with it, everything at once.

    Reads rows and writes none. Raises NotAllowed without the command's permission, and
    NotFound for a unit that the actor does not reach.
    """
    needs = commands()[sheet.command].needs
    if not by.may(needs):
        raise NotAllowed("role-missing", needs=needs)
    try:
        table = read(data, sheet)
    except BadSheet as bad:
        return Trial(sheet, (of_whole(bad),))
    with clock.of(unit_scene(by.unit)):  # whether a certificate is over already
        return look_at(table, by=by, unit=unit)


def look_at(table: Table, *, by: Actor, unit: str = "") -> Trial:
    """The same for a table that was read."""
    sheet, rows = table.sheet, table.rows()
    faults = list(_misread(table))
    try:
        plan = _planned(sheet, rows, by=by, unit=unit)
    except Malformed as bad:
        faults += placed(bad.errors, table)
        faults += placed(_of_the_others(sheet, rows, bad, by=by, unit=unit), table)
    else:
        faults += placed(plan.errors, table)
        if not faults:
            return Trial(sheet, (), plan.counts(), plan.new_names(), tuple(rows))
    return Trial(sheet, tuple(sorted(faults, key=_in_reading_order)))


def _planned(
    sheet: Sheet, rows: Sequence[dict[str, str]], *, by: Actor, unit: str
) -> Plan:
    form = bind(commands()[sheet.command].takes, {"unit": unit, "rows": list(rows)})
    return sheet.plan(form.cleaned_data, by)


def _of_the_others(
    sheet: Sheet,
    rows: Sequence[dict[str, str]],
    bad: Malformed,
    *,
    by: Actor,
    unit: str,
) -> Iterator[FieldError]:
    """What is wrong with the rows that can be read, though others cannot.

    Rows about the same one as a row that cannot be read are not judged.
    """
    spoilt = {int(found[1]) for e in bad.errors if (found := _ROW.match(e.field))}
    unclear = {rows[number].get(sheet.key) for number in spoilt}
    kept = [n for n, row in enumerate(rows) if row.get(sheet.key) not in unclear]
    if not spoilt or not kept:
        return
    plan = _planned(sheet, [rows[n] for n in kept], by=by, unit=unit)
    for error in plan.errors:
        found = _ROW.match(error.field)
        if found and error.code not in sheet.joint:
            place = f"rows[{kept[int(found[1])]}].{found[2]}"
            yield FieldError(place, error.code, error.detail)


def _in_reading_order(fault: Fault) -> tuple[int, int, str]:
    return fault.line, len(fault.column), fault.column


def placed(errors: Iterable[FieldError], table: Table) -> Iterator[Fault]:
    """What the command says of its rows, as the file shows them."""
    for error in errors:
        found = _ROW.match(error.field)
        line = table.lines[int(found[1])].number if found else 0
        place, heading = table.headings.get(found[2] if found else "", (-1, ""))
        if not heading and found and found[2]:
            heading = _label(table.sheet, found[2])
        yield _fault(line, place, heading, error.code, error.detail)


def _label(sheet: Sheet, name: str) -> str:
    """A column that the file does not have is named as the template names it."""
    return next((str(each.label) for each in sheet.columns if each.name == name), name)


def _misread(table: Table) -> Iterator[Fault]:
    words = dict(table.headings.values())
    for each in table.misread:
        yield _fault(each.line, each.place, words.get(each.place, ""), each.code, "")


def _fault(line: int, place: int, heading: str, code: str, detail: str) -> Fault:
    says, step = sentence(code, {})
    step = step or sentence("invalid", {})[1]
    return Fault(line, letter(place), heading, code, detail or says, step)


def of_whole(bad: BadSheet) -> Fault:
    says, step = sentence(bad.code, bad.facts)
    return Fault(0, "", "", bad.code, says, step)


def letter(place: int) -> str:
    """The name of a column in a spreadsheet: A … Z, AA …; nothing below zero."""
    found = ""
    place += 1
    while place > 0:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found
