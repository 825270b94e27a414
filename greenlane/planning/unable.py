"""Why a task cannot be done by those who are there: heads, passes, shifts, material."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from greenlane.planning.rows import Crew, Need, Stock, Task, may_come

FEW, PASS, HELD = "too-few-heads", "no-pass", "held-crew-unable"
SHIFT, TIME = "no-shift-long-enough", "no-time-left"
POOL, STOCK = "no-pool", "no-stock"
CYCLE, WAITS, UNKNOWN = "cycle", "waits-for-impossible", "waits-for-unknown"
RULES = (FEW, PASS, HELD, SHIFT, TIME, POOL, STOCK, CYCLE, WAITS, UNKNOWN)


@dataclass(frozen=True)
class Impossible:
    """A task, the rule that it breaks, and the figures for the sentence about it.

    `what` is a skill, a pass, the crews held to it (by comma), a pool, a stock, or
    the other task; `wanted` and `there` are heads, minutes of a shift, or amounts.
    """

    task: str
    rule: str
    what: str = ""
    skill: str = ""
    wanted: int = 0
    there: int = 0


def unable(
    tasks: Iterable[Task],
    crews: tuple[Crew, ...],
    pools: tuple[tuple[str, int], ...],
    stocks: tuple[Stock, ...],
) -> Iterator[Impossible]:
    """The first reason of each task that fails whatever the others do."""
    rows = tuple(tasks)
    known, there = {task.key for task in rows}, dict(pools)
    arrived = {each.key: sum(n for _at, n in each.arrivals) for each in stocks}
    known_crews = _Crews(crews)
    for task in rows:
        reasons = (
            *_unknown(task, known),
            *_things(task, task.uses, there, POOL),
            *_things(task, task.takes, arrived, STOCK),
            *(x for need in task.needs for x in known_crews.lacks(task, need)),
            *_together(task, crews),
        )
        yield from reasons[:1]


def _unknown(task: Task, known: set[str]) -> Iterator[Impossible]:
    for other in task.after:
        if other.task not in known:
            yield Impossible(task.key, UNKNOWN, other.task)


def _things(
    task: Task, asked: Iterable[tuple[str, int]], there: dict[str, int], rule: str
) -> Iterator[Impossible]:
    for key, amount in asked:
        if amount > there.get(key, 0) or key not in there:
            yield Impossible(
                task.key, rule, key, wanted=amount, there=there.get(key, 0)
            )


class _Crews:
    """Who has which skill, how many, and how long at a stretch: looked up once."""

    def __init__(self, crews: tuple[Crew, ...]) -> None:
        self.of_skill: dict[str, list[tuple[Crew, int, float]]] = {}
        for crew in crews:
            longest = longest_shift(crew)
            for skill, heads in crew.skills:
                self.of_skill.setdefault(skill, []).append((crew, heads, longest))

    def lacks(self, task: Task, need: Need) -> Iterator[Impossible]:
        """Of all; of those with the pass; of those held to it; of those long there."""
        some = self.of_skill.get(need.skill, [])
        known = [x for x in some if not task.access or task.access in x[0].passes]
        able = [x for x in known if not task.only or x[0].key in task.only]
        held = ", ".join(task.only)
        steps = (
            (FEW, need.skill, some),
            (PASS, task.access, known),
            (HELD, held, able),
        )
        for rule, what, rows in steps:
            there = sum(heads for _crew, heads, _longest in rows)
            if there < need.heads:
                yield Impossible(task.key, rule, what, need.skill, need.heads, there)
                return
        long = sum(heads for _crew, heads, longest in able if longest >= task.minutes)
        if long < need.heads:
            there = int(max(longest for _crew, _heads, longest in able))
            skill = need.skill
            yield Impossible(task.key, SHIFT, skill, skill, task.minutes, there)


def longest_shift(crew: Crew) -> float:
    """In minutes; without shifts it never ends."""
    return max((end - begin for begin, end in crew.shifts), default=float("inf"))


def _together(task: Task, crews: tuple[Crew, ...]) -> Iterator[Impossible]:
    """Each need alone has its heads, but a crew serves one need of a task only."""
    if len(task.needs) < 2:
        return
    left = {tuple(need.heads for need in task.needs)}
    able = [crew for crew in crews if may_come(task, crew)]
    for crew in able:
        gives = [crew.gives(need.skill) for need in task.needs]
        left |= {
            (*some[:at], max(0, some[at] - heads), *some[at + 1 :])
            for some in left
            for at, heads in enumerate(gives)
            if heads
        }
        if (0,) * len(task.needs) in left:
            return
    wanted = sum(need.heads for need in task.needs)
    fewest = min(sum(some) for some in left)
    skills = " + ".join(dict.fromkeys(need.skill for need in task.needs))
    rule = HELD if task.only else FEW
    what = ", ".join(task.only) if task.only else skills
    yield Impossible(task.key, rule, what, skills, wanted, wanted - fewest)
