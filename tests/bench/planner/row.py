"""One line of the table, and the clocks for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was to be reached, what was, and what it is compared with."""

    what: str
    goal: str
    measured: str
    yardstick: str

    def __str__(self) -> str:
        return f"| {self.what} | {self.goal} | {self.measured} | {self.yardstick} |"


def quickest(deed: Callable[[], object], *, times: int) -> float:
    """Seconds of the processor in the best of these: others disturb that one least."""
    found = []
    for _time in range(times):
        began = time.process_time()
        deed()
        found.append(time.process_time() - began)
    return min(found)


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"
