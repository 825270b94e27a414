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


def reserve(
    tasks: Iterable[Task],
    stocks: Iterable[Stock],
    *,
    mission: str,
    verdict: str,
    fixed: Iterable[Fixed] = (),
) -> Reserve | None:
    """What wins most if it is set aside before the verdict: what takes long to come.

    Only what is counted is judged; what never comes is no question of when to ask.
    """
    rows, begun = tuple(tasks), {each.task: each.start for each in fixed}
    mine = [task for task in rows if task.mission == mission]
    early = starts(mine, {}, begun)
    if verdict not in early:
        return None
    until = early[verdict] + next(x.minutes for x in mine if x.key == verdict)
    there = {stock.key: stock.arrivals for stock in stocks}
    case = _Case(rows, mine, begun, there, until)
    found = (
        case.weighed(task, stock, amount)
        for task in mine
        for stock, amount in task.takes
        if task.key not in begun and stock in there and until > 0
    )
    return max(
        (each for each in found if each is not None),
        key=lambda each: (each.won, case.comes[each.task, each.stock], -each.lost),
        default=None,
    )


@dataclass(frozen=True)
class _Case:
    """A mission among the others, what there is, and when its way will be known."""

    rows: Sequence[Task]
    mine: Sequence[Task]
    begun: Minutes
    there: Mapping[str, tuple[tuple[int, int], ...]]
    until: int

    @cached_property
    def comes(self) -> dict[tuple[str, str], int]:
        """The minute at which it could be had, by task and stock, first in line."""
        return {
            (task.key, stock): Store(self.there[stock]).fits(0, amount)
            for task in self.mine
            for stock, amount in task.takes
            if stock in self.there
        }

    @cached_property
    def ready(self) -> dict[str, int]:
        """The minute at which everything that a task takes could be had."""
        found: dict[str, int] = {}
        for (key, _stock), at in self.comes.items():
            found[key] = max(found.get(key, 0), at)
        return found

    def weighed(self, task: Task, stock: str, amount: int) -> Reserve | None:
        """The price of asking now and of asking after the verdict."""
        arrivals, first = self.there[stock], self.comes[task.key, stock]
        rivals = _rivals(self.rows, self.begun, task.mission, stock)
        behind = Store(arrivals)
        for at, wanted in rivals:
            if at <= self.until:
                _take(behind, at, wanted)
        after = behind.fits(self.until, amount)
        if max(after, *self.ready.values()) >= FOREVER:
            return None
        later = {**self.ready, task.key: max(self.ready[task.key], after)}
        won = _end(self.mine, later, self.begun) - _end(
            self.mine, self.ready, self.begun
        )
        if won <= 0:
            return None
        aside = Store((*arrivals, (max(self.until, first), amount)))
        aside.take(first, amount)
        waited = _waited(Store(arrivals), aside, rivals)
        lost = waited + task.minutes
        return Reserve(
            task.mission, task.key, stock, amount, self.until, won, lost, waited
        )


def _rivals(
    rows: Sequence[Task], begun: Minutes, mission: str, stock: str
) -> list[tuple[int, int]]:
    """(minute, amount) of the others that take it, as early as they could."""
    found = []
    for other in sorted({task.mission for task in rows} - {mission}):
        theirs = [task for task in rows if task.mission == other]
        wanted = [(task, dict(task.takes).get(stock, 0)) for task in theirs]
        if any(amount for _task, amount in wanted):
            early = starts(theirs, {}, begun)
            found += [(early[x.key], amount) for x, amount in wanted if amount]
    return sorted(found)


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


def _end(tasks: Sequence[Task], not_before: Minutes, begun: Minutes) -> int:
    early = starts(tasks, not_before, begun)
    return max(early[task.key] + task.minutes for task in tasks)
