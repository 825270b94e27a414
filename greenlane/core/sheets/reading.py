"""A file becomes a table: its headings are known, each line has its number."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from greenlane.core.sheets import csvs, xlsx
from greenlane.core.sheets.cells import is_rounded, plain, text_of
from greenlane.core.sheets.columns import Column, Sheet
from greenlane.core.sheets.limits import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_LINES,
    MOST_ROWS,
    BadSheet,
)
from greenlane.core.sniff import HEAD, BadBlob, sniff

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
COMMENT = "#"  # a line of explanations, as the templates have one


@dataclass(frozen=True)
class Line:
    """A row: its number as the spreadsheet counts, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Misread:
    """A cell that cannot be what somebody wrote: line, place of the column, code."""

    line: int
    place: int
    code: str


@dataclass
class Table:
    """`headings`: column → its place and the words at its head."""

    sheet: Sheet
    headings: dict[str, tuple[int, str]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    misread: list[Misread] = field(default_factory=list)

    def rows(self) -> list[dict[str, str]]:
        """As the command takes them."""
        return [line.cells for line in self.lines]


def read(data: bytes, sheet: Sheet) -> Table:
    """The table in this file. Raises BadSheet for what is refused as a whole."""
    if len(data) > MOST_BYTES:
        raise BadSheet("import-too-large", megabytes=MOST_BYTES // 1024**2)
    lines = enumerate(_cells(data), 1)
    table = Table(sheet)
    heads = next(((n, line) for n, line in lines if not _is_void(line)), None)
    if heads is None:
        raise BadSheet("import-empty")
    table.headings = _headings(sheet, heads[1])
    _fill(table, lines)
    if not table.lines and not table.misread:
        raise BadSheet("import-empty")
    return table


def _cells(data: bytes) -> Iterator[list[Any]]:
    if data[:2] in _UTF16:
        raise BadSheet("import-encoding")
    try:
        kind = sniff(data[:HEAD])
    except BadBlob as bad:
        raise BadSheet(_why(bad, data[:HEAD])) from bad
    if kind in {"text/csv", "text/plain"}:
        return csvs.cells(data)
    if kind.endswith("spreadsheetml.sheet"):
        return xlsx.cells(data)
    raise BadSheet("import-type")


def _why(bad: BadBlob, head: bytes) -> str:
    """Why nobody can read it: text in a strange code has no control marks in it."""
    if bad.code == "blob-empty":
        return "import-empty"
    odd = any(byte < 0x20 and byte not in b"\t\r\n" for byte in head)
    return "import-type" if odd or bad.code == "blob-active" else "import-encoding"


def _is_void(line: list[Any]) -> bool:
    texts = [text_of(value) for value in line[:MOST_COLUMNS]]
    first = next((text for text in texts if text), "")
    return not first or first.startswith(COMMENT + " ") or first == COMMENT


def _headings(sheet: Sheet, line: list[Any]) -> dict[str, tuple[int, str]]:
    """Column → place. Every heading has to be known: nothing is dropped unseen."""
    found: dict[str, tuple[int, str]] = {}
    words = [(place, text_of(each)) for place, each in enumerate(line)]
    strange = [word for _place, word in words if word and not _column(sheet, word)]
    if strange:
        known = [word for _place, word in words if word and _column(sheet, word)]
        code = "import-heading-unknown" if known else "import-no-headings"
        raise BadSheet(code, headings=", ".join(each[:40] for each in strange[:8]))
    for place, word in words:
        column = _column(sheet, word)
        if column is None:
            continue
        if column.name in found:
            raise BadSheet("import-heading-twice", heading=word[:40])
        found[column.name] = (place, word)
    return found


def _column(sheet: Sheet, word: str) -> Column | None:
    return sheet.headings.get(plain(word)) if word else None


def _fill(table: Table, lines: Iterable[tuple[int, list[Any]]]) -> None:
    columns = {each.name: each for each in table.sheet.columns}
    places = {place: columns[name] for name, (place, _w) in table.headings.items()}
    for number, line in lines:
        if number > MOST_LINES:
            raise BadSheet("import-too-many-lines", lines=MOST_LINES)
        if _is_void(line):
            continue
        if len(table.lines) >= MOST_ROWS:
            raise BadSheet("import-too-many-rows", rows=MOST_ROWS)
        cells = dict(_read_cells(table, places, number, line))
        table.lines.append(Line(number, cells))


def _read_cells(
    table: Table, places: dict[int, Column], number: int, line: list[Any]
) -> Iterator[tuple[str, str]]:
    for place, value in enumerate(line):
        text = text_of(value)
        if not text:
            continue
        if place not in places:
            table.misread.append(Misread(number, place, "import-cell-without-heading"))
        elif is_rounded(value):
            table.misread.append(Misread(number, place, "import-number-rounded"))
        else:
            yield places[place].name, places[place].read(text)
