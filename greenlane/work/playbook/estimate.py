"""How long it takes: triangular minutes, precedence only, no limit on crews.

Method: Monte Carlo of a project network (e.g. Pinedo, Scheduling, chapter 4). A single
figure lies: merging paths and right skew put P50 well above the likely path.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from greenlane.work.playbook.model import Playbook
from greenlane.work.playbook.order import sorted_keys


@dataclass(frozen=True)
class Estimate:
    """Minutes, but `peak_heads` (people) and `safety_share` (0 to 1 of the path)."""

    low: int
    likely: int
    high: int
    p50: float
    p80: float
    p95: float
    sum_likely: int
    peak_heads: int
    person_hours: float
    safety_share: float


def estimate(playbook: Playbook, *, seed: int, draws: int = 20_000) -> Estimate:
    """P50, P80 and P95 of the whole, by this many draws from this seed."""
    import numpy as np  # large, and nobody who only follows the journal needs it

    rng = np.random.default_rng(seed)
    finish: dict[str, Any] = {}
    by_key = {step.key: step for step in playbook.steps}
    for key in sorted_keys(playbook.steps):
        step = by_key[key]
        begin = np.zeros(draws)
        for each in step.after:
            begin = np.maximum(begin, finish[each])
        flat = step.low == step.high
        length = (
            np.full(draws, float(step.low))
            if flat
            else rng.triangular(step.low, step.likely, step.high, draws)
        )
        finish[key] = begin + length
    whole = np.max(np.stack(list(finish.values())), axis=0)
    p50, p80, p95 = (float(x) for x in np.percentile(whole, [50, 80, 95]))
    likely = [step.likely for step in playbook.steps]
    path = critical_path(playbook)
    total = span(playbook, "likely")
    safe = sum(by_key[k].likely for k in path if by_key[k].gate_class == "S")
    return Estimate(
        low=span(playbook, "low"),
        likely=total,
        high=span(playbook, "high"),
        p50=p50,
        p80=p80,
        p95=p95,
        sum_likely=sum(likely),
        peak_heads=_peak_heads(playbook),
        person_hours=sum(s.heads * s.likely for s in playbook.steps) / 60,
        safety_share=safe / total if total else 0.0,
    )


def finishes(playbook: Playbook, which: str) -> dict[str, int]:
    """Key → earliest finish in minutes, with low, likely or high durations."""
    by_key = {step.key: step for step in playbook.steps}
    found: dict[str, int] = {}
    for key in sorted_keys(playbook.steps):
        step = by_key[key]
        begin = max((found[each] for each in step.after), default=0)
        found[key] = begin + int(getattr(step, which))
    return found


def span(playbook: Playbook, which: str) -> int:
    """The length of the longest chain, in minutes."""
    return max(finishes(playbook, which).values(), default=0)


def critical_path(playbook: Playbook) -> tuple[str, ...]:
    """The longest chain by likely minutes; of two, the one that a row names first."""
    done = finishes(playbook, "likely")
    before = {step.key: step.after for step in playbook.steps}
    path: list[str] = []
    choice = tuple(before)
    while choice:
        path.append(max(choice, key=lambda key: done[key]))
        choice = before[path[-1]]
    return tuple(reversed(path))


def _peak_heads(playbook: Playbook) -> int:
    """Most people at once, everybody starting as early as the likely minutes allow."""
    done = finishes(playbook, "likely")
    moves: list[tuple[int, int]] = []
    for step in playbook.steps:
        moves.append((done[step.key] - step.likely, step.heads))
        moves.append((done[step.key], -step.heads))
    now = most = 0
    for _moment, heads in sorted(moves):  # who leaves at a moment leaves first
        now += heads
        most = max(most, now)
    return most
