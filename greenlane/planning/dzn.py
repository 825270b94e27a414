"""Data files of the multi-skill instance library (MSPSP, Young et al. 2017).

A task needs so many of each skill; a person masters some and gives one at a time.
"""

from __future__ import annotations

import re
from typing import TypeVar

from greenlane.planning.problem import BadProblem, Problem
from greenlane.planning.rows import After, Crew, Need, Task

T = TypeVar("T")
_PART = re.compile(r"(\w+)\s*=\s*(.*?);", re.DOTALL)
_WANTED = ("dur", "sreq", "mastery", "pred", "succ", "nActs", "nSkills", "nResources")


def read_dzn(text: str, *, name: str = "") -> Problem:
    """Raises BadProblem when a part is missing or has another size than it says."""
    parts = dict(_PART.findall(re.sub(r"%.*", "", text)))
    if missing := [key for key in _WANTED if key not in parts]:
        raise BadProblem([f"the file has no {key}" for key in missing])
    try:
        tasks, crews = _tasks(parts), _crews(parts)
    except ValueError as error:
        if isinstance(error, BadProblem):
            raise
        raise BadProblem(
            [f"a part is no list of numbers of its size: {error}"]
        ) from error
    return Problem(tasks=tasks, crews=crews, name=name)


def _tasks(parts: dict[str, str]) -> tuple[Task, ...]:
    count, skills = int(parts["nActs"]), int(parts["nSkills"])
    lengths = [int(each) for each in _flat(parts["dur"])]
    wanted = _table([int(each) for each in _flat(parts["sreq"])], count, skills)
    if len(lengths) != count:
        raise BadProblem([f"{len(lengths)} durations for {count} tasks"])
    before: dict[str, list[After]] = {}
    for one, two in zip(_flat(parts["pred"]), _flat(parts["succ"]), strict=True):
        before.setdefault(two, []).append(After(one))
    return tuple(
        Task(
            str(task),
            minutes,
            needs=tuple(
                Need(f"S{skill}", heads)
                for skill, heads in enumerate(row, start=1)
                if heads
            ),
            after=tuple(before.get(str(task), ())),
        )
        for task, (minutes, row) in enumerate(
            zip(lengths, wanted, strict=True), start=1
        )
    )


def _crews(parts: dict[str, str]) -> tuple[Crew, ...]:
    people, skills = int(parts["nResources"]), int(parts["nSkills"])
    return tuple(
        Crew(
            f"P{person}",
            tuple((f"S{at}", 1) for at, yes in enumerate(row, 1) if yes == "true"),
        )
        for person, row in enumerate(
            _table(_flat(parts["mastery"]), people, skills), start=1
        )
    )


def _flat(part: str) -> list[str]:
    return [each for each in re.split(r"[\s,|\[\]]+", part) if each]


def _table(flat: list[T], rows: int, columns: int) -> list[list[T]]:
    if len(flat) != rows * columns:
        raise ValueError(f"{len(flat)} cells, not {rows} times {columns}")
    return [flat[at : at + columns] for at in range(0, len(flat), columns)]
