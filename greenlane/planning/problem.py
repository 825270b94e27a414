"""What has to be planned. Bad data is refused at birth, every fault at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from greenlane.planning.faults import faults
from greenlane.planning.rows import (
    MAKESPAN,
    Crew,
    Fixed,
    Mission,
    Neighbours,
    Stay,
    Stock,
    Task,
    may_come,
)


class BadProblem(ValueError):
    """The data cannot be planned. `reasons` says each fault, naming the row."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True)
class Problem:
    """Everything that the planner knows. `travel[a][b]` in minutes between sites.

    A place is the index of a row. `after` leads back to what a task waits for, `before`
    on to what waits for it.
    """

    tasks: tuple[Task, ...]
    crews: tuple[Crew, ...] = ()
    pools: tuple[tuple[str, int], ...] = ()  # equipment, and how many there are
    stocks: tuple[Stock, ...] = ()
    missions: tuple[Mission, ...] = ()
    travel: tuple[tuple[int, ...], ...] = ()
    fixed: tuple[Fixed, ...] = ()
    neighbours: tuple[Neighbours, ...] = ()
    stays: tuple[Stay, ...] = ()
    objective: str = MAKESPAN
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if reasons := list(faults(self)):
            raise BadProblem(reasons)

    @cached_property
    def place(self) -> dict[str, int]:
        """Key of a task -> where it stands in `tasks`."""
        return {task.key: at for at, task in enumerate(self.tasks)}

    @cached_property
    def crew_place(self) -> dict[str, int]:
        return {crew.key: at for at, crew in enumerate(self.crews)}

    @cached_property
    def fixed_at(self) -> dict[str, Fixed]:
        return {each.task: each for each in self.fixed}

    @cached_property
    def after(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each task (place of the other, minutes from its start to this one's)."""
        lengths = {task.key: task.minutes for task in self.tasks}
        return tuple(
            tuple(
                (self.place[x.task], x.lag + (lengths[x.task] if x.of == "end" else 0))
                for x in task.after
            )
            for task in self.tasks
        )

    @cached_property
    def before(self) -> tuple[tuple[int, ...], ...]:
        """For each task the places of those that come after it."""
        found: list[list[int]] = [[] for _ in self.tasks]
        for at, others in enumerate(self.after):
            for other, _gap in others:
                found[other].append(at)
        return tuple(tuple(each) for each in found)

    @cached_property
    def able(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """For each task and each of its needs the places of the crews that could."""
        return tuple(
            tuple(
                tuple(
                    at
                    for at, crew in enumerate(self.crews)
                    if may_come(task, crew) and crew.gives(need.skill)
                )
                for need in task.needs
            )
            for task in self.tasks
        )

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Places of the tasks, each after those it waits for."""
        waits = [len(each) for each in self.after]
        ready = [at for at, count in enumerate(waits) if not count]
        found: list[int] = []
        while ready:
            found.append(at := ready.pop())
            for other in self.before[at]:
                waits[other] -= 1
                if not waits[other]:
                    ready.append(other)
        return tuple(found)

    def way(self, here: int | None, there: int | None) -> int:
        """Minutes of travel; nowhere is everywhere."""
        if here is None or there is None or not self.travel:
            return 0
        return self.travel[here][there]

    @cached_property
    def horizon(self) -> int:
        """A minute by which everything could be over if it were done one by one."""
        longest_way = max((max(row) for row in self.travel), default=0)
        lags = sum(max((x.lag for x in task.after), default=0) for task in self.tasks)
        work = sum(task.minutes + longest_way for task in self.tasks)
        latest = max(
            (
                *(task.release for task in self.tasks),
                *(at for stock in self.stocks for at, _amount in stock.arrivals),
                *(begin for crew in self.crews for begin, _end in crew.shifts),
                *(each.start for each in self.fixed),
                0,
            )
        )
        return latest + work + max(lags, 0) + longest_way
