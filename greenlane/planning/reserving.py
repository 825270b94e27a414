"""Set aside now what takes longest to come, before the survey says which way it is.

Who asks only after the verdict stands behind those who asked meanwhile, and begins that
much later. Who asks now may have been wrong: then others waited for what lay aside, and
the work on it was for nothing. Both are told in minutes; a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
    """What of a mission comes last, if setting it aside before the verdict wins time.

    Only what is counted is judged; what never comes is no question of when to ask.
    """
    rows, begun = tuple(tasks), {each.task: each.start for each in fixed}
    mine = [task for task in rows if task.mission == mission]
    early = starts(mine, {}, begun)
    if verdict not in early:
        return None
    until = early[verdict] + next(x.minutes for x in mine if x.key == verdict)
    there = {stock.key: stock.arrivals for stock in stocks}
    longest: tuple[int, str, Task] | None = None
    for task in mine:
        for stock, amount in task.takes:
            if task.key in begun or stock not in there:
                continue
            lead = Store(there[stock]).fits(0, amount) + task.minutes
            if lead < FOREVER and (longest is None or lead > longest[0]):
                longest = (lead, stock, task)
    if longest is None or until <= 0:
        return None
    _lead, stock, task = longest
    return _weighed(rows, mine, begun, task, stock, there[stock], until)


def _weighed(
    rows: Sequence[Task],
    mine: Sequence[Task],
    begun: Minutes,
    task: Task,
    stock: str,
    arrivals: tuple[tuple[int, int], ...],
    until: int,
) -> Reserve | None:
    amount = dict(task.takes)[stock]
    rivals = _rivals(rows, begun, task.mission, stock)
    first = Store(arrivals).fits(0, amount)
    before = Store(arrivals)
    for at, wanted in rivals:
        if at <= until:
            _take(before, at, wanted)
    after = before.fits(until, amount)
    if after >= FOREVER:
        return None
    soon, late = (_end(mine, {task.key: at}, begun) for at in (first, after))
    aside = Store((*arrivals, (max(until, first), amount)))
    aside.take(first, amount)
    waited = _waited(Store(arrivals), aside, rivals)
    if late <= soon:
        return None
    lost = waited + task.minutes
    return Reserve(
        task.mission, task.key, stock, amount, until, late - soon, lost, waited
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
