"""Files of the PSPLIB: `.sm` of Kolisch and Sprecher, `.rcp` of Patterson.

Only one way of doing each task, and pools that renew: the sets J30, J60, J90 and J120.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from greenlane.planning.problem import BadProblem, Problem
from greenlane.planning.rows import After, Task

_LINE = re.compile(r"^\s*-?\d[\d\s-]*$")


def read_sm(text: str, *, name: str = "") -> Problem:
    """Raises BadProblem when it is no single-mode file of this format."""
    before = _rows(text, "PRECEDENCE RELATIONS")
    work = _rows(text, "REQUESTS/DURATIONS")
    (free, *_rest) = _rows(text, "RESOURCEAVAILABILITIES") or [[]]
    if not before or len(before) != len(work):
        raise BadProblem(["there are no or unequal tables of successors and durations"])
    if any(row[1] != 1 for row in before) or any(row[1] != 1 for row in work):
        raise BadProblem(["a task has several modes; only single-mode files are read"])
    followers = {row[0]: row[3 : 3 + row[2]] for row in before}
    lengths = {row[0]: (row[2], row[3:]) for row in work}
    if any(len(uses) != len(free) for _length, uses in lengths.values()):
        raise BadProblem(["a task has more or fewer resources than there are"])
    return _problem(followers, lengths, free, name)


def read_rcp(text: str, *, name: str = "") -> Problem:
    """Patterson: counts, capacities, then per task length, uses, followers."""
    numbers = _numbers(text)
    try:
        tasks, kinds = next(numbers), next(numbers)
        free = [next(numbers) for _each in range(kinds)]
        followers, lengths = {}, {}
        for task in range(1, tasks + 1):
            length = next(numbers)
            uses = [next(numbers) for _each in range(kinds)]
            lengths[task] = (length, uses)
            followers[task] = [next(numbers) for _each in range(next(numbers))]
    except (StopIteration, RuntimeError, ValueError) as error:
        raise BadProblem(
            ["the file ends before its last task, or has words"]
        ) from error
    return _problem(followers, lengths, free, name)


def _problem(
    followers: dict[int, list[int]],
    lengths: dict[int, tuple[int, list[int]]],
    free: list[int],
    name: str,
) -> Problem:
    before: dict[int, list[int]] = {task: [] for task in lengths}
    for task, others in followers.items():
        for other in others:
            if other not in before:
                raise BadProblem([f"task {task} is followed by unknown task {other}"])
            before[other].append(task)
    pools = tuple((f"R{at}", amount) for at, amount in enumerate(free, start=1))
    tasks = tuple(
        Task(
            str(task),
            length,
            uses=tuple(
                (pool, amount)
                for (pool, _free), amount in zip(pools, uses, strict=True)
                if amount
            ),
            after=tuple(After(str(other)) for other in before[task]),
        )
        for task, (length, uses) in lengths.items()
    )
    return Problem(tasks=tasks, pools=pools, name=name)


def _rows(text: str, title: str) -> list[list[int]]:
    """The rows of numbers below this heading."""
    found: list[list[int]] = []
    inside = False
    for line in text.splitlines():
        if line.strip().startswith(title):
            inside = True
        elif inside and _LINE.match(line):
            found.append([int(each) for each in line.split()])
        elif inside and line.startswith("****"):
            break
    return found


def _numbers(text: str) -> Iterator[int]:
    for word in text.split():
        yield int(word)
