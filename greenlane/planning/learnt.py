"""Minutes learn from what was recorded, slowly while little was.

Quantiles of the sample are drawn towards the recipe as if the recipe were so many
cases itself (credibility: Bühlmann, ASTIN Bulletin 4, 1967). No test and no safety
step is ever learnt to be shorter than its minimum: haste is no experience.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from greenlane.planning.rows import Span

PRIOR = 10  # the recipe counts as so many recorded cases
TAIL = 0.1  # the share of draws below low and beyond high that is matched
_ROUNDS = 60
_MOST = 5.0  # a case that took so many times its likely minutes was something else


@dataclass(frozen=True)
class Recorded:
    """One case: what was planned then, and the minutes it took."""

    planned: Span
    actual: int


@dataclass(frozen=True)
class Learnt:
    """`samples` were used; `left_out` were not comparable (nothing was planned, or they
    took many times as long). `held` says that the safety minimum held a figure up.
    """

    span: Span
    samples: int
    left_out: int = 0
    held: bool = False


def learnt(
    recipe: Span, cases: Iterable[Recorded], *, safety_minimum: int | None = None
) -> Learnt:
    """What to plan with. A step of safety or a test hands in its minimum.

    Cases count relative to their own plan: more metres were planned longer then.
    """
    rows = tuple(cases)
    ratios = sorted(
        case.actual / case.planned.likely
        for case in rows
        if case.planned.likely and 0 <= case.actual <= _MOST * case.planned.likely
    )
    left_out = len(rows) - len(ratios)
    if not ratios or not recipe.likely:
        return _held(recipe, safety_minimum, samples=0, left_out=len(rows))
    trust = len(ratios) / (len(ratios) + PRIOR)

    def blend(told: float, ratio: float) -> float:
        return (1 - trust) * told + trust * ratio * recipe.likely

    mean = (recipe.low + recipe.likely + recipe.high) / 3
    span = _triangle(
        blend(_within(recipe, TAIL), quantile(ratios, TAIL)),
        blend(_within(recipe, 1 - TAIL), quantile(ratios, 1 - TAIL)),
        blend(mean, sum(ratios) / len(ratios)),
    )
    return _held(span, safety_minimum, samples=len(ratios), left_out=left_out)


def _within(span: Span, share: float) -> float:
    """The minutes within which so many of all draws from the triangle lie."""
    width, rise = span.high - span.low, span.likely - span.low
    if share * width <= rise:
        return float(span.low + (share * width * rise) ** 0.5)
    return float(span.high - ((1 - share) * width * (span.high - span.likely)) ** 0.5)


def _triangle(low: float, high: float, mean: float) -> Span:
    """The triangle with these tails and this mean, found by going round and round.

    Where the mean lies too far out the likely one stops at a corner. Tails longer than
    a triangle's come out cautious: its P80 then keeps 83 to 86 of 100.
    """
    left, right = low, high
    likely = mean
    for _each in range(_ROUNDS):
        likely = min(max(3 * mean - left - right, left), right)
        width = right - left
        left, right = (
            low - (TAIL * width * (likely - left)) ** 0.5,
            high + (TAIL * width * (right - likely)) ** 0.5,
        )
        likely = min(max(likely, left), right)
    corners = sorted(max(0, round(each)) for each in (left, likely, right))
    return Span(*corners)


def quantile(rising: list[float], share: float) -> float:
    """Between the two nearest of the sorted values."""
    place = share * (len(rising) - 1)
    below = int(place)
    above = min(below + 1, len(rising) - 1)
    return rising[below] + (place - below) * (rising[above] - rising[below])


def _held(span: Span, least: int | None, *, samples: int, left_out: int) -> Learnt:
    if least is None or span.low >= least:
        return Learnt(span, samples, left_out)
    low, likely, high = (max(x, least) for x in (span.low, span.likely, span.high))
    return Learnt(Span(low, likely, high), samples, left_out, held=True)
