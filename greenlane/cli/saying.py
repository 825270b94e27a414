"""What a verb says: lines for people, one object for machines, and how it ended."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

OK, FOUND, BROKEN = 0, 1, 2


@dataclass(frozen=True)
class Said:
    """`data` for machines, `lines` for people: the same content."""

    data: Mapping[str, Any]
    lines: Sequence[str] = ()
    code: int = OK


@dataclass(frozen=True)
class SaidAlready:
    """All was said when it began; there is only an end."""

    code: int = OK


class Wrong(Exception):
    """Asked in a way that cannot be done, or the house cannot start."""

    def __init__(self, says: str, next_step: str = "", *, code: str = "") -> None:
        super().__init__(says)
        self.says, self.next_step, self.code = says, next_step, code


def say(said: Said | SaidAlready, *, as_json: bool) -> int:
    """Print it on standard output; the exit code."""
    if isinstance(said, SaidAlready):
        return said.code
    if as_json:
        print(as_text(said.data))
    else:
        for line in said.lines:
            print(line)
    sys.stdout.flush()
    return said.code


def complain(wrong: Wrong, *, as_json: bool) -> int:
    """Say what is wrong and what to do next, on standard error for people."""
    if as_json:
        coded = {"code": wrong.code} if wrong.code else {}
        told = {"error": wrong.says, "next_step": wrong.next_step}
        print(as_text({**coded, **told}))
        return BROKEN
    code = f" [{wrong.code}]" if wrong.code else ""
    print(f"greenlane: {wrong.says}{code}", file=sys.stderr)
    if wrong.next_step:
        print(f"  {wrong.next_step}", file=sys.stderr)
    return BROKEN


def as_text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, default=str)


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with their columns under each other; a Chinese character is two wide."""
    widths = (
        [max(_wide(each[n]) for each in rows) for n in range(len(rows[0]))]
        if rows
        else []
    )
    return [
        "  ".join(
            cell + " " * (width - _wide(cell))
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _wide(text: str) -> int:
    return sum(2 if "\u1100" <= char <= "\uffe6" else 1 for char in text)
