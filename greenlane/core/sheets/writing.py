"""An empty table to fill in, and a table that somebody takes along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils import translation

from greenlane.core.sheets.cells import neutral
from greenlane.core.sheets.columns import Sheet
from greenlane.core.sheets.reading import COMMENT

CSV, XLSX = "csv", "xlsx"
WIDTH = 18  # characters of a column


def template(sheet: Sheet, *, language: str, kind: str) -> bytes:
    """The headings, and below them a line that says what to write; it is not read."""
    with translation.override(language):
        heads = [str(each.label) for each in sheet.columns]
        hints = [each.hint_text() for each in sheet.columns]
    hints[0] = f"{COMMENT} {hints[0]}"
    return as_xlsx([heads, hints]) if kind == XLSX else as_csv([heads, hints])


def as_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """With the mark that lets a spreadsheet see UTF-8; what looks live is made text."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([neutral(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Sequence[Sequence[str]]) -> bytes:
    """Every cell is text, and is to stay text when somebody types into it."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.freeze_panes = "A2"
    for number, line in enumerate(lines, 1):
        for place, text in enumerate(line, 1):
            cell = sheet.cell(number, place)
            cell.value, cell.data_type, cell.number_format = text, "s", "@"
    for place in range(1, 1 + max(map(len, lines))):
        kept = sheet.column_dimensions[get_column_letter(place)]
        kept.width, kept.number_format = WIDTH, "@"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
