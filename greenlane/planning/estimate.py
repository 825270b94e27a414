"""By when, in five and in eight of ten cases: the plan is lived through many times.

Each minute is drawn from a triangle of low, likely and high, the usual stand-in for the
beta distribution of PERT (Johnson, The Statistician 46, 1997). Crews and order stay as
planned, what takes longer pushes what comes after it: a single likely figure is too
early, because paths merge and delays have the longer tail. Nobody takes over where a
shift ends; in a surge of several days that is far too late, and `replanned` is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from greenlane.planning.links import Link, Links, links
from greenlane.planning.problem import Problem
from greenlane.planning.rows import Span
from greenlane.planning.solution import Plan

DRAWS = 1000


@dataclass(frozen=True)
class Estimate:
    """Of a mission: minutes by which it has ended in 50 and 80 of 100 draws."""

    mission: str
    p50: int
    p80: int
    samples: int


@dataclass(frozen=True)
class Finish:
    """The same of one task."""

    task: str
    p50: int
    p80: int


@dataclass(frozen=True)
class Estimates:
    """What came of one set of draws; `whole` is the last end of all, of no mission."""

    missions: tuple[Estimate, ...]
    tasks: tuple[Finish, ...]
    whole: Estimate


def estimated(
    problem: Problem,
    plan: Plan,
    spans: Mapping[str, Span],
    *,
    seed: int,
    now: int = 0,
    draws: int = DRAWS,
) -> Estimates:
    """What runs is drawn as longer than it has run; a task without span is certain."""
    minutes = durations(problem, spans, seed=seed, now=now, draws=draws)
    return gathered(problem, lived(problem, links(problem, plan), minutes))


def gathered(problem: Problem, over: list[np.ndarray]) -> Estimates:
    """The shares of all draws, by task and by mission, out of the ends of each task."""
    draws = len(over[0])
    by_mission: dict[str, list[np.ndarray]] = {}
    for task, end in zip(problem.tasks, over, strict=True):
        if task.mission:
            by_mission.setdefault(task.mission, []).append(end)
    missions = tuple(
        Estimate(key, *_two(np.maximum.reduce(found)), draws)
        for key, found in by_mission.items()
    )
    tasks = tuple(
        Finish(task.key, *_two(end))
        for task, end in zip(problem.tasks, over, strict=True)
    )
    whole = Estimate("", *_two(np.maximum.reduce(over)), draws)
    return Estimates(missions, tasks, whole)


def _two(ends: np.ndarray) -> tuple[int, int]:
    """The smallest whole minutes that 50 and 80 of 100 draws keep."""
    found = np.sort(ends)
    last = len(found) - 1
    p50, p80 = (
        int(np.ceil(found[min(last, -(-len(found) * x // 100) - 1)])) for x in (50, 80)
    )
    return p50, p80


def durations(
    problem: Problem, spans: Mapping[str, Span], *, seed: int, now: int, draws: int
) -> list[np.ndarray]:
    """Minutes of each task, one for each draw."""
    dice = np.random.Generator(np.random.PCG64(seed))
    found = []
    for task in problem.tasks:
        span = spans.get(task.key, Span(task.minutes, task.minutes, task.minutes))
        fixed = problem.fixed_at.get(task.key)
        gone = 0 if fixed is None else max(0, now - fixed.start)
        found.append(_drawn(span, dice.random(draws), gone))
    return found


def lived(
    problem: Problem, known: Links, minutes: list[np.ndarray]
) -> list[np.ndarray]:
    """The ends of each task, one for each draw, in the order of the plan."""
    starts: list[np.ndarray] = [np.zeros_like(each) for each in minutes]
    over = list(starts)
    for at in known.order:
        task = problem.tasks[at]
        fixed = problem.fixed_at.get(task.key)
        if fixed is not None:
            start = np.full_like(minutes[at], float(fixed.start))
        else:
            start = np.full_like(minutes[at], float(known.floors[at]))
            for link in known.before[at]:
                np.maximum(start, _from(link, starts, over), out=start)
            start = _in_shift(start, task.minutes, known.shifts[at])
        starts[at], over[at] = start, start + minutes[at]
    return over


def _from(link: Link, starts: list[np.ndarray], over: list[np.ndarray]) -> np.ndarray:
    return (starts if link.of_start else over)[link.other] + link.gap


def _drawn(span: Span, share: np.ndarray, gone: int) -> np.ndarray:
    """The inverse of the triangle; of what has run `gone` minutes, the part beyond."""
    low, likely, high = float(span.low), float(span.likely), float(span.high)
    if gone >= high or low == high:
        return np.full(len(share), max(high, float(gone)))
    width = high - low
    turn = (likely - low) / width
    if gone > low:
        if gone <= likely:
            past = (gone - low) ** 2 / (width * (likely - low))
        else:
            past = 1 - (high - gone) ** 2 / (width * (high - likely))
        share = past + (1 - past) * share
    rising = low + np.sqrt(share * width * (likely - low))
    falling = high - np.sqrt((1 - share) * width * (high - likely))
    return np.where(share < turn, rising, falling)


def _in_shift(
    start: np.ndarray, minutes: int, shifts: tuple[tuple[int, int], ...]
) -> np.ndarray:
    """What no longer fits before a shift ends begins with the next one.

    After the last shift that is known it just goes on: late, but not never.
    """
    left = np.ones(len(start), dtype=bool)
    found = start.copy()
    for begin, end in shifts:
        here = np.maximum(start, begin)
        fits = left & (here + minutes <= end)
        found[fits] = here[fits]
        left &= ~fits
    return found
