"""Rows travel inside the page, packed, from the look at them to the deed.

Nothing of the file stays here in between: no folder holds names and phone numbers.
Whoever changes what is packed has changed his own rows; they are judged anew.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from typing import Any

from greenlane.core.refusals import FieldError, Malformed

MOST_PACKED = 800_000  # characters; a page sends at most a megabyte
MOST_UNPACKED = 16 * 1024 * 1024


def pack(rows: Sequence[dict[str, str]]) -> str:
    """The rows as text, or nothing where they are too many for a page."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    return packed if len(packed) <= MOST_PACKED else ""


def unpack(packed: str) -> list[Any]:
    """The rows again. Raises Malformed for what was not packed here."""
    try:
        reader = zlib.decompressobj()
        data = base64.b64decode(packed, validate=True)
        text = reader.decompress(data, MOST_UNPACKED)
        if not reader.eof:
            raise ValueError("more than was ever packed")
        rows = json.loads(text)
    except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
        raise Malformed([FieldError("rows", "not-a-list")]) from error
    if not isinstance(rows, list):
        raise Malformed([FieldError("rows", "not-a-list")])
    return rows
