"""A CSV file as lines of cells: UTF-8 or GB 18030, comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from greenlane.core.sheets.limits import BadSheet

MARKS = ",;\t"


def cells(data: bytes) -> Iterator[list[str]]:
    """Line by line. Raises BadSheet: import-encoding, import-csv-broken."""
    text = _decoded(data)
    head = text.lstrip("\r\n").split("\n", 1)[0]
    mark = max(MARKS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise BadSheet("import-csv-broken", line=reader.line_num) from error


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadSheet("import-encoding")
