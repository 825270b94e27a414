"""A problem as whole numbers by place, looked up once instead of in every plan."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from greenlane.planning.problem import Problem
from greenlane.planning.profile import FOREVER
from greenlane.planning.rows import LATE, MAKESPAN, stretches
from greenlane.planning.solution import Plan, disturbance, neighbours_dark


class Tables:
    """What the quick builder asks for again and again. The last site is nowhere.

    `sound`: each way is the shortest, and no work of a crew takes no time. Then a later
    piece of work never changes what is possible before it.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        tasks = problem.tasks
        self.minutes = [task.minutes for task in tasks]
        self.shortest = min((t.minutes for t in tasks if t.needs), default=0)
        self.release = [max(0, task.release) for task in tasks]
        self.after, self.before = problem.after, problem.before
        self.waits = [len(each) for each in problem.after]
        self.nowhere = len(problem.travel)
        self.site = [self._place(task.site) for task in tasks]
        self.way = [(*row, 0) for row in problem.travel]
        self.way.append((0,) * (self.nowhere + 1))
        self.to = [tuple(column) for column in zip(*self.way, strict=True)]
        self.farthest = [max(row) for row in self.way]
        self._crews()
        self._needs()
        self._things()
        self._missions()
        self.fixed = [
            (problem.place[x.task], x.start, tuple(map(self.crew_place, x.crews)))
            for x in problem.fixed
        ]
        self.sound = self._sound()

    def crew_place(self, key: str) -> int:
        return self.problem.crew_place[key]

    def _place(self, site: int | None) -> int:
        return self.nowhere if site is None else site

    def _crews(self) -> None:
        """`rank`: the least versatile first, where the way is the same."""
        crews = self.problem.crews
        order = sorted(
            range(len(crews)),
            key=lambda at: (len(crews[at].skills), crews[at].most(), at),
        )
        self.rank = [0] * len(crews)
        for rank, at in enumerate(order):
            self.rank[at] = rank
        self.depot = [self._place(crew.site) for crew in crews]
        shifts = [tuple(stretches(crew, FOREVER)) for crew in crews]
        self.opens = [tuple(begin for begin, _end in each) for each in shifts]
        self.closes = [tuple(end for _begin, end in each) for each in shifts]

    def _needs(self) -> None:
        problem = self.problem
        self.needs: list[list[tuple[int, tuple[tuple[int, int], ...]]]] = []
        for at, task in enumerate(problem.tasks):
            self.needs.append(
                [
                    (
                        need.heads,
                        tuple((c, problem.crews[c].gives(need.skill)) for c in able),
                    )
                    for need, able in zip(task.needs, problem.able[at], strict=True)
                ]
            )
        self.able = [
            tuple(sorted({crew for _heads, able in needs for crew, _n in able}))
            for needs in self.needs
        ]
        # In which order they are asked is of no account; who came last comes soonest.
        self.asked = [
            list(needs[0][1]) if len(needs) == 1 else [] for needs in self.needs
        ]
        # One need that each crew can serve alone: the usual case, and the quickest.
        self.alone = [
            len(needs) == 1 and all(n >= needs[0][0] for _crew, n in needs[0][1])
            for needs in self.needs
        ]

    def ask_first(self, at: int, crews: tuple[int, ...]) -> None:
        """The next time these are asked before the others: it saves asking many."""
        asked = self.asked[at]
        if asked and asked[0][0] not in crews:
            asked.sort(key=lambda each: each[0] not in crews)

    def _things(self) -> None:
        tasks = self.problem.tasks
        pool = {key: at for at, (key, _n) in enumerate(self.problem.pools)}
        stock = {each.key: at for at, each in enumerate(self.problem.stocks)}
        self.uses = [tuple((pool[k], n) for k, n in task.uses) for task in tasks]
        self.takes = [tuple((stock[k], n) for k, n in task.takes) for task in tasks]
        areas: dict[tuple[str, str], int] = {}
        self.area = [
            areas.setdefault((task.mission, task.area), len(areas)) if task.area else -1
            for task in tasks
        ]
        self.areas = len(areas)
        self.exclusive = [task.exclusive for task in tasks]

    def _missions(self) -> None:
        place = {each.key: at for at, each in enumerate(self.problem.missions)}
        self.mission = [place.get(task.mission, -1) for task in self.problem.tasks]
        self.begun = [-1] * len(place)  # a mission without a task costs nothing
        for mission in self.mission:
            if mission >= 0:
                self.begun[mission] = 0

        self.tail = self._tails()

    def _tails(self) -> list[int]:
        """Minutes from a task's start to the end of its mission, by chains alone."""
        held, makespan = self.problem.fixed_at, self.problem.objective == MAKESPAN
        found = self.minutes[:]
        for at in reversed(self.problem.order):
            if self.problem.tasks[at].key in held:
                continue  # what happened waits for nobody
            for other, gap in self.after[at]:
                if makespan or self.mission[other] == self.mission[at]:
                    found[other] = max(found[other], gap + found[at])
        return found

    def _sound(self) -> bool:
        """Whether later work never changes what is possible before it."""
        rows = self.problem.tasks
        worked = [
            at
            for at, needs in enumerate(self.needs)
            if needs or rows[at].key in self.problem.fixed_at
        ]
        if any(not rows[at].minutes for at in worked):
            return False
        sites = sorted({self.site[at] for at in worked})
        way = self.way
        return self._held_apart() and all(
            way[a][c] <= way[a][b] + way[b][c]
            for a in sites
            for b in sites
            for c in sites
        )

    def _held_apart(self) -> bool:
        """Whether no crew was told to be at two places at once."""
        for crew in range(len(self.problem.crews)):
            day = sorted(
                (start, start + self.minutes[at], self.site[at])
                for at, start, crews in self.fixed
                if crew in crews
            )
            for one, two in pairwise(day):
                if two[0] < one[1] + self.way[one[2]][two[2]]:
                    return False
        return True

    def cost(self, starts: Sequence[int], crews: Sequence[tuple[int, ...]]) -> int:
        """The same as `solution.cost`, in fewer steps."""
        problem = self.problem
        beside = 0
        if problem.neighbours or problem.stays:
            plan = Plan(tuple(starts), tuple(crews))
            beside = neighbours_dark(problem, plan) + disturbance(problem, plan)
        if problem.objective == MAKESPAN:
            return max(map(int.__add__, starts, self.minutes)) + beside
        last = list(self.begun)
        for mission, start, minutes in zip(
            self.mission, starts, self.minutes, strict=True
        ):
            if mission >= 0 and start + minutes > last[mission]:
                last[mission] = start + minutes
        return beside + sum(
            self.lost(mission, end) for mission, end in enumerate(last) if end >= 0
        )

    def lost(self, mission: int, end: int) -> int:
        """What it costs that this place has its supply then."""
        row = self.problem.missions[mission]
        lost = end - row.need_at if end > row.need_at else 0
        if row.deadline is not None and end > row.deadline:
            lost += LATE * (end - row.deadline)
        return row.weight * lost
