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
LATE = 3  # a late minute costs three dark ones more: four in all


@dataclass(frozen=True)
class Need:
    """So many people with this skill, brought by one crew or by several together.

    A crew serves one need of a task, with all of its people who have the skill.
    """

    skill: str
    heads: int = 1


@dataclass(frozen=True)
class After:
    """Begins `lag` minutes or more after the end of another task (or its start)."""

    task: str
    lag: int = 0
    of: str = "end"  # or "start"


@dataclass(frozen=True)
class Task:
    """One piece of work: minutes long, not before `release`, at a site or nowhere.

    `access` is the pass that every crew there must have (an infected zone, a plant);
    `only` names the crews that a dispatcher holds to it: no others come.
    """

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
    access: str = ""
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Crew:
    """People who move together. Shifts are (from, to); none: always there.

    `skills` says how many of its people have each. A break that must lie between an
    infected site and a clean one is a part of `Problem.travel`, in that direction.
    """

    key: str
    skills: tuple[tuple[str, int], ...]
    site: int | None = None
    shifts: tuple[tuple[int, int], ...] = ()
    passes: tuple[str, ...] = ()

    def gives(self, skill: str) -> int:
        """How many of its people have this skill."""
        return next((heads for key, heads in self.skills if key == skill), 0)

    def most(self) -> int:
        """The largest of these: no task ever has more heads of this crew."""
        return max((heads for _key, heads in self.skills), default=0)


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


@dataclass(frozen=True)
class Neighbours:
    """Dark from the start of `off` (isolating) to the end of `on` (restoring)."""

    off: str
    on: str
    weight: int = 1


@dataclass(frozen=True)
class Stay:
    """What people were told last: other crews cost `price` weighted minutes."""

    task: str
    crews: tuple[str, ...]
    start: int
    price: int = 0


@dataclass(frozen=True)
class Span:
    """Minutes of a task: low, likely, high."""

    low: int
    likely: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.likely <= self.high:
            raise ValueError(f"not rising: {self.low}, {self.likely}, {self.high}")


def may_come(task: Task, crew: Crew) -> bool:
    """Whether its pass and the dispatcher let this crew do it, skills aside."""
    if task.access and task.access not in crew.passes:
        return False
    return not task.only or crew.key in task.only


def stretches(crew: Crew, horizon: int) -> Iterator[tuple[int, int]]:
    """When a crew can work; without shifts the whole time."""
    yield from crew.shifts or ((0, horizon),)


def rising(pairs: tuple[tuple[int, int], ...]) -> bool:
    """Whether shifts follow one another and none is empty."""
    return all(a < b for a, b in pairs) and all(
        one[1] <= two[0] for one, two in pairwise(pairs)
    )
