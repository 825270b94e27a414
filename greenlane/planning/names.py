"""The second step: crews are planned, now people are named, and nobody twice at once.

Whoever did the task before goes on, so hands over to nobody; who can do least else is
taken next. Where names are missing that is said, with the skill and how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from greenlane.planning.problem import Problem
from greenlane.planning.rows import Need
from greenlane.planning.solution import Plan


@dataclass(frozen=True)
class Person:
    """Somebody of a crew; `key` is theirs in every crew that they are in."""

    key: str
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """Who goes to a task for which of its skills; `missing`: heads without a name."""

    task: str
    skill: str
    people: tuple[str, ...]
    missing: int = 0


@dataclass
class _Known:
    """Until when each is busy, what they did last, and where they go then."""

    busy: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)  # person -> mission

    def free(self, person: str, start: int, end: int) -> bool:
        return all(b <= start or end <= a for a, b in self.busy.get(person, ()))

    def take(self, person: str, start: int, end: int, mission: str) -> None:
        self.busy.setdefault(person, []).append((start, end))
        self.last[person] = mission


def named(
    problem: Problem, plan: Plan, people: Mapping[str, tuple[Person, ...]]
) -> tuple[Named, ...]:
    """One row for each need of each task, in the order of starts.

    `people`: key of each crew -> who is in it. What runs is named like the rest; who
    is there already is a fact that the caller knows.
    """
    known = _Known()
    found: list[Named] = []
    order = sorted(range(len(problem.tasks)), key=lambda at: (plan.starts[at], at))
    for at in order:
        found += _of_task(problem, plan, at, people, known)
    return tuple(found)


def _of_task(
    problem: Problem,
    plan: Plan,
    at: int,
    people: Mapping[str, tuple[Person, ...]],
    known: _Known,
) -> Iterator[Named]:
    task, start = problem.tasks[at], plan.starts[at]
    end = start + task.minutes
    serving = _serving(problem, task.needs, plan.crews_of(at))
    places: list[list[str]] = []
    for need, crews in zip(task.needs, serving, strict=True):
        choice = {
            person.key: (
                known.last.get(person.key) != task.mission,
                len(person.skills),
                person.key,
            )
            for crew in crews
            for person in people.get(problem.crews[crew].key, ())
            if need.skill in person.skills and known.free(person.key, start, end)
        }
        places += [sorted(choice, key=choice.__getitem__)] * need.heads
    goes = _matched(places)
    first = 0
    for need in task.needs:
        own = range(first, first + need.heads)
        first += need.heads
        some = tuple(sorted(goes[place] for place in own if place in goes))
        for person in some:
            known.take(person, start, end, task.mission)
        yield Named(task.key, need.skill, some, need.heads - len(some))


def _serving(
    problem: Problem, needs: tuple[Need, ...], crews: tuple[int, ...]
) -> list[list[int]]:
    """Which crew serves which need: each one of them, so that all have their heads."""
    left = [need.heads for need in needs]
    chosen: list[list[int]] = [[] for _need in needs]

    def serve(place: int) -> bool:
        if place == len(crews):
            return all(heads <= 0 for heads in left)
        for need, asked in enumerate(needs):
            heads = problem.crews[crews[place]].gives(asked.skill)
            if heads and left[need] > 0:
                left[need] -= heads
                chosen[need].append(crews[place])
                if serve(place + 1):
                    return True
                left[need] += heads
                chosen[need].pop()
        return serve(place + 1)

    if not serve(0):  # a dispatcher sent fewer: each serves what it can
        chosen = [
            [crew for crew in crews if problem.crews[crew].gives(need.skill)]
            for need in needs
        ]
    return chosen


def _matched(places: list[list[str]]) -> dict[int, str]:
    """Place -> person, as many as can be, the first ones first (augmenting paths)."""
    of_person: dict[str, int] = {}

    def find(place: int, seen: set[str]) -> bool:
        for free in (True, False):
            for person in places[place]:
                if person in seen or (person in of_person) == free:
                    continue
                seen.add(person)
                if free or find(of_person[person], seen):
                    of_person[person] = place
                    return True
        return False

    for place in sorted(range(len(places)), key=lambda each: len(places[each])):
        find(place, set())
    return {place: person for person, place in of_person.items()}
