"""An axis of time in hundredths of a picture, and what is put on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from unicodedata import east_asian_width

MINUTE = timedelta(minutes=1)
LABEL_NEEDS = 3.2  # hundredths of the width, for the shortest label
LETTER, IDEOGRAM = 0.65, 1.1  # hundredths of a usual picture


@dataclass(frozen=True)
class Bar:
    """A stretch of the picture; `x` and `width` are attributes, "12.5%"."""

    kind: str
    x: str
    width: str
    middle: str
    label: str = ""


@dataclass(frozen=True)
class Mark:
    """A moment of the picture, with what is written there."""

    x: str
    label: str = ""
    end: bool = False  # near the right edge: written to its left
    left_out: str = ""  # what has no room beside it
    between: bool = False  # goes first, where there is little room


class Scale:
    """From one instant to another, in hundredths."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.start, self.end = start, max(end, start + MINUTE)

    def at(self, moment: datetime) -> float:
        return (moment - self.start) / (self.end - self.start) * 100

    def mark(self, moment: datetime, label: str = "") -> Mark:
        return Mark(f"{self.at(moment):.2f}%", label, self.at(moment) > 94)

    def bar(self, kind: str, start: datetime, end: datetime, label: str = "") -> Bar:
        x, width = self.at(start), self.at(end) - self.at(start)
        fits = label if width > LABEL_NEEDS + len(label) * 0.75 else ""
        return Bar(kind, f"{x:.2f}%", f"{width:.2f}%", f"{x + width / 2:.2f}%", fits)


def width_of(label: str) -> float:
    """So many hundredths of a usual picture."""
    return sum(IDEOGRAM if is_wide(char) else LETTER for char in label)


def is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF"
