"""Were the promises kept? How many of P50 and P80, and by how much they were wrong.

With few cases a share says nothing: the interval that goes with it is exact (Clopper
and Pearson, Biometrika 26, 1934), and where it is too wide the figure is worthless.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import exp, lgamma, log

DOUBT = 0.05  # in so many of all intervals the true share lies outside
WIDE = 0.4  # an interval from 0.5 to 0.9 tells nobody whether P80 is kept


@dataclass(frozen=True)
class Promise:
    """Minutes from the request, frozen when they were promised; and what came."""

    playbook: str
    p50: int
    p80: int
    actual: int


@dataclass(frozen=True)
class Share:
    """How many of all were kept, and between which shares the true one lies."""

    kept: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.kept / self.of if self.of else 0.0


@dataclass(frozen=True)
class Score:
    """`bias`: mean minutes that it took beyond P50 (below 0: less); `spread`: middle
    distance from that mean. `worthless`: too few cases to say anything.
    """

    playbook: str
    cases: int
    p50: Share
    p80: Share
    bias: float
    spread: float
    worthless: bool


def scores(promises: Iterable[Promise]) -> tuple[Score, ...]:
    """One for each playbook, by name."""
    rows: dict[str, list[Promise]] = defaultdict(list)
    for promise in promises:
        rows[promise.playbook].append(promise)
    return tuple(_score(key, rows[key]) for key in sorted(rows))


def _score(playbook: str, rows: list[Promise]) -> Score:
    p50 = share(sum(row.actual <= row.p50 for row in rows), len(rows))
    p80 = share(sum(row.actual <= row.p80 for row in rows), len(rows))
    late = [row.actual - row.p50 for row in rows]
    bias = sum(late) / len(rows)
    return Score(
        playbook,
        len(rows),
        p50,
        p80,
        bias,
        sum(abs(each - bias) for each in late) / len(rows),
        max(p50.high - p50.low, p80.high - p80.low) > WIDE,
    )


def share(kept: int, of: int) -> Share:
    """With its interval by Clopper and Pearson."""
    low, high = 0.0, 1.0
    if kept > 0:
        low = _root(lambda p: 1 - _at_most(kept - 1, of, p) - DOUBT / 2)
    if kept < of:
        high = _root(lambda p: DOUBT / 2 - _at_most(kept, of, p))
    return Share(kept, of, low, high)


def _at_most(kept: int, of: int, share: float) -> float:
    """The chance of so many or fewer, if each is kept with this chance."""
    if share <= 0 or share >= 1:
        return float(share <= 0 or kept >= of)
    # In logarithms: the count of ways is beyond every float from a thousand cases on.
    total = lgamma(of + 1)
    return sum(
        exp(
            total
            - lgamma(n + 1)
            - lgamma(of - n + 1)
            + n * log(share)
            + (of - n) * log(1 - share)
        )
        for n in range(kept + 1)
    )


def _root(rising: Callable[[float], float]) -> float:
    """Where a rising function of a share passes 0."""
    low, high = 0.0, 1.0
    for _each in range(50):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
