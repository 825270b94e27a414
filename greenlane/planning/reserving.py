"""Set aside now what takes long to come, before the survey says which way it is.

Who asks only after the verdict stands behind those who asked meanwhile, and begins that
much later. Who asks now may have been wrong: then others waited for what lay aside, and
the work on it was for nothing. Both are told in minutes; a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from greenlane.planning.profile import FOREVER, Store
from greenlane.planning.rows import Fixed, Stock, Task

Minutes = Mapping[str, int]


@dataclass(frozen=True)
class Reserve:
    """`won`: so much sooner the mission ends. `lost`, if it has to be given back at
    `until`: minutes that others wait (`waited`) and that were worked on it.
    """

    mission: str
    task: str
    stock: str
    amount: int
    until: int
    won: int
    lost: int
    waited: int

    @property
    def worth_from(self) -> float:
        """Worth it if the way is likelier than this share of 1."""
        return self.lost / (self.won + self.lost)


def reserves(
    tasks: Iterable[Task],
    stocks: Iterable[Stock],
    *,
    verdicts: Mapping[str, str],
    fixed: Iterable[Fixed] = (),
) -> dict[str, Reserve]:
    """By mission what wins most if it is set aside before the verdict of that mission.

    `verdicts` names the task after which the way is known. Only what is counted is
    judged; what never comes is no question of when to ask.
    """
    field = _Field.of(tasks, stocks, fixed)
    found = {}
    for mission, verdict in verdicts.items():
        best = _best(field, mission, verdict)
        if best is not None:
            found[mission] = best
    return found


@dataclass(frozen=True)
class _Field:
    """All missions side by side: who takes what, from when on."""

    missions: Mapping[str, Sequence[Task]]
    begun: Minutes
    there: Mapping[str, tuple[tuple[int, int], ...]]
    takers: Mapping[str, Sequence[tuple[int, int, str]]]  # (minute, amount, mission)

    @classmethod
    def of(
        cls, tasks: Iterable[Task], stocks: Iterable[Stock], fixed: Iterable[Fixed]
    ) -> _Field:
        missions: dict[str, list[Task]] = {}
        for task in tasks:
            missions.setdefault(task.mission, []).append(task)
        begun = {each.task: each.start for each in fixed}
        takers: dict[str, list[tuple[int, int, str]]] = {}
        for mission, rows in missions.items():
            taking = [task for task in rows if task.takes]
            early = starts(rows, {}, begun) if taking else {}
            for task in taking:
                for stock, amount in task.takes:
                    row = (early[task.key], amount, mission)
                    takers.setdefault(stock, []).append(row)
        there = {stock.key: stock.arrivals for stock in stocks}
        return cls(missions, begun, there, {k: sorted(x) for k, x in takers.items()})

    def rivals(self, stock: str, mission: str) -> list[tuple[int, int]]:
        """(minute, amount) of the others that take it, as early as they could."""
        return [(at, n) for at, n, other in self.takers[stock] if other != mission]


def _best(field: _Field, mission: str, verdict: str) -> Reserve | None:
    mine = field.missions.get(mission, ())
    early = starts(mine, {}, field.begun)
    ends = [early[task.key] + task.minutes for task in mine if task.key == verdict]
    if not ends or ends[0] <= 0:
        return None
    case = _Case(field, mine, ends[0])
    found = (
        case.weighed(task, stock, amount)
        for task in mine
        for stock, amount in task.takes
        if task.key not in field.begun and stock in field.there
    )
    return max(
        (each for each in found if each is not None),
        key=lambda each: (each.won, case.comes[each.task, each.stock], -each.lost),
        default=None,
    )


@dataclass(frozen=True)
class _Case:
    """A mission among the others, and when its way will be known."""

    field: _Field
    mine: Sequence[Task]
    until: int

    @cached_property
    def comes(self) -> dict[tuple[str, str], int]:
        """The minute at which it could be had, by task and stock, first in line."""
        return {
            (task.key, stock): Store(self.field.there[stock]).fits(0, amount)
            for task in self.mine
            for stock, amount in task.takes
            if stock in self.field.there
        }

    @cached_property
    def ready(self) -> dict[str, int]:
        """The minute at which everything that a task takes could be had."""
        found: dict[str, int] = {}
        for (key, _stock), at in self.comes.items():
            found[key] = max(found.get(key, 0), at)
        return found

    def end(self, not_before: Minutes) -> int:
        """Of the mission, by precedence alone."""
        early = starts(self.mine, not_before, self.field.begun)
        return max(early[task.key] + task.minutes for task in self.mine)

    def weighed(self, task: Task, stock: str, amount: int) -> Reserve | None:
        """The price of asking now and of asking after the verdict."""
        arrivals, first = self.field.there[stock], self.comes[task.key, stock]
        rivals = self.field.rivals(stock, task.mission)
        behind = Store(arrivals)
        for at, wanted in rivals:
            if at <= self.until:
                _take(behind, at, wanted)
        after = behind.fits(self.until, amount)
        if max(after, *self.ready.values()) >= FOREVER:
            return None
        later = {**self.ready, task.key: max(self.ready[task.key], after)}
        won = self.end(later) - self.end(self.ready)
        if won <= 0:
            return None
        aside = Store((*arrivals, (max(self.until, first), amount)))
        aside.take(first, amount)
        waited = _waited(Store(arrivals), aside, rivals)
        lost = waited + task.minutes
        return Reserve(
            task.mission, task.key, stock, amount, self.until, won, lost, waited
        )


def _waited(free: Store, aside: Store, rivals: Sequence[tuple[int, int]]) -> int:
    """How much longer they wait altogether; who never gets it waits for no hour."""
    total = 0
    for at, amount in rivals:
        one, two = _take(free, at, amount), _take(aside, at, amount)
        if one < FOREVER and two < FOREVER:
            total += max(0, two - one)
    return total


def _take(store: Store, at: int, amount: int) -> int:
    minute = store.fits(max(0, at), amount)
    if minute < FOREVER:
        store.take(minute, amount)
    return minute


def starts(tasks: Sequence[Task], not_before: Minutes, begun: Minutes) -> Minutes:
    """The earliest start of each by precedence alone; tasks of others are over."""
    by_key = {task.key: task for task in tasks}
    found: dict[str, int] = dict(begun)

    def start(key: str) -> int:
        if key not in found:
            task = by_key[key]
            found[key] = 0  # whoever waits for himself is refused elsewhere
            ready = [task.release, not_before.get(key, 0)]
            for x in task.after:
                if x.task in by_key:
                    length = by_key[x.task].minutes if x.of == "end" else 0
                    ready.append(start(x.task) + length + x.lag)
            found[key] = max(ready)
        return found[key]

    return {task.key: start(task.key) for task in tasks}
