"""An XLSX file as lines of cells. Refused early: bombs, merged cells, hidden sheets.

It is a ZIP of XML. What is inside is measured by the list of its parts, before any of
them is unpacked; a part never gives more than that list has said.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile

from greenlane.core.sheets.limits import (
    MOST_COLUMNS,
    MOST_PARTS,
    MOST_UNPACKED,
    BadSheet,
)

_CHUNK = 1 << 20
_OVERLAP = 64
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell[\s/>]")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LOOKED_AT = 100  # lines of another sheet, to see whether anything stands there


def cells(data: bytes) -> Iterator[list[Any]]:
    """Line by line from the only sheet, the empty ones too. Raises BadSheet."""
    _refuse_the_odd(data)
    # Two tenths of a second that nobody pays who imports no XLSX.
    from openpyxl import load_workbook

    try:
        # Formulas stay text: what a program once made of them is not read.
        book = load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
        sheet = _only(book.worksheets)
        sheet.reset_dimensions()  # some programs write them wrong
        for line in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield list(line)
    except BadSheet:
        raise
    except Exception as error:  # whatever a damaged file makes of the reader
        raise BadSheet("import-broken") from error


def _only(sheets: list[Any]) -> Any:
    """The one sheet that is meant; what is hidden is not imported unseen."""
    if not sheets:
        raise BadSheet("import-empty")
    hidden = [each.title for each in sheets if each.sheet_state != "visible"]
    if hidden:
        raise BadSheet("import-hidden-sheet", sheets=_named(hidden))
    filled = [each for each in sheets[1:] if _holds_something(each)]
    if filled:
        raise BadSheet(
            "import-several-sheets", sheets=_named([each.title for each in filled])
        )
    return sheets[0]


def _named(titles: list[str]) -> str:
    return ", ".join(title[:40] for title in titles[:5])


def _holds_something(sheet: Any) -> bool:
    lines = sheet.iter_rows(max_row=_LOOKED_AT, values_only=True)
    return any(value is not None for line in lines for value in line)


def _refuse_the_odd(data: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(data)) as whole:
            parts = whole.infolist()
            size = sum(part.file_size for part in parts)
            if size > MOST_UNPACKED or len(parts) > MOST_PARTS:
                megabytes = MOST_UNPACKED // 1024**2
                raise BadSheet("import-zip-bomb", megabytes=megabytes)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _look_into(whole, part.filename)
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise BadSheet("import-broken") from error
    except (OSError, ValueError) as error:
        raise BadSheet("import-broken") from error


def _look_into(whole: ZipFile, name: str) -> None:
    tail = b""
    with whole.open(name) as part:
        while piece := part.read(_CHUNK):
            text = tail + piece
            if _DOCTYPE.search(text):
                raise BadSheet("import-broken")
            if name.startswith("xl/worksheets/") and _MERGED.search(text):
                raise BadSheet("import-merged")
            tail = piece[-_OVERLAP:]
