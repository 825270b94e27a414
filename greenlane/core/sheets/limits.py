"""How large a table may be, and the one refusal of a file that is none."""

from __future__ import annotations

from typing import Any

from greenlane.core.refusals import FieldError, Malformed

MOST_BYTES = 10 * 1024 * 1024  # of the file as it comes
MOST_UNPACKED = 32 * 1024 * 1024  # of an XLSX, which is a ZIP: ten times a real one
MOST_PARTS = 500  # files inside an XLSX
MOST_ROWS = 5_000  # people or sites in one command
MOST_LINES = 20_000  # of the sheet, with the empty ones
MOST_COLUMNS = 60


class BadSheet(Malformed):
    """The file as a whole is refused: 422 with a stable code."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__([FieldError("file", code)], code=code)
        self.facts = facts
