"""The rows of a problem: tasks, crews, material, places that wait.

All times and lengths are whole minutes from the problem's zero; in files of the
literature they are the periods of those files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

MAKESPAN, DARK = "makespan", "dark"
OBJECTIVES = (MAKESPAN, DARK)
LATE = 3  # a late minute weighs as much as three dark ones


@dataclass(frozen=True)
class Need:
    """`count` crews of this skill, each with at least `heads` people."""

    skill: str
    count: int = 1
    heads: int = 1


@dataclass(frozen=True)
class After:
    """Begins `lag` minutes or more after the end of another task (or its start)."""

    task: str
    lag: int = 0
    of: str = "end"  # or "start"


@dataclass(frozen=True)
class Task:
    """One piece of work: minutes long, not before `release`, at a site or nowhere."""

    key: str
    minutes: int
    mission: str = ""
    needs: tuple[Need, ...] = ()
    uses: tuple[tuple[str, int], ...] = ()  # pool -> how much of it, while it lasts
    takes: tuple[tuple[str, int], ...] = ()  # stock -> how much of it, for good
    after: tuple[After, ...] = ()
    release: int = 0
    site: int | None = None
    area: str = ""
    exclusive: bool = False  # alone in its area


@dataclass(frozen=True)
class Crew:
    """People who move together. Shifts are (from, to); none: always there."""

    key: str
    skills: frozenset[str]
    heads: int = 1
    site: int | None = None
    shifts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Stock:
    """Material: (at, amount) for each arrival, what lies there now at 0."""

    key: str
    arrivals: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Mission:
    """A place that waits. Dark from `need_at` until the last of its tasks has ended."""

    key: str
    weight: int = 1
    need_at: int = 0
    deadline: int | None = None


@dataclass(frozen=True)
class Fixed:
    """A task that runs or was acknowledged: its start and crews are facts."""

    task: str
    start: int
    crews: tuple[str, ...] = ()


def stretches(crew: Crew, horizon: int) -> Iterator[tuple[int, int]]:
    """When a crew can work; without shifts the whole time."""
    yield from crew.shifts or ((0, horizon),)


def rising(pairs: tuple[tuple[int, int], ...]) -> bool:
    """Whether shifts follow one another and none is empty."""
    return all(a < b for a, b in pairs) and all(
        one[1] <= two[0] for one, two in pairwise(pairs)
    )
