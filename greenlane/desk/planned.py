"""Assign as planned: one assignment after the other, each by the person who presses.

A line is no order. What the door refuses stays undone and says why; the others stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.http import QueryDict

from greenlane.core import clock
from greenlane.core.door import perform
from greenlane.core.refusals import Refused
from greenlane.desk.refused import Problem, explain
from greenlane.desk.verbs import Asked
from greenlane.dispatch import queries
from greenlane.dispatch.due import Due, due
from greenlane.dispatch.lines import lines_of_unit
from greenlane.dispatch.models import Line
from greenlane.workforce.models import Person

MOST = 200  # lines in one go


@dataclass(frozen=True)
class Outcome:
    """One person on one line: assigned, or the problem that was in the way."""

    due: Due
    person: Person
    role: str
    problem: Problem | None


def due_now(asked: Asked) -> tuple[Due, ...]:
    """What the plan of the unit wants begun soon and nobody is assigned to."""
    lines = lines_of_unit(asked.unit)
    return due(asked.unit, lines, now=clock.now())


@dataclass(frozen=True)
class Shown:
    """The lines that a page showed: `due` still, and `left` with nobody to assign."""

    due: tuple[Due, ...]
    left: tuple[Line, ...]


def shown(asked: Asked, data: QueryDict) -> Shown:
    """Raises Refused plan-overtaken: other lines stand than those looked at."""
    plan = queries.plan_of(asked.unit)
    number = data.get("number", "")
    if plan is None or number != str(plan.number):
        stands = plan.number if plan else 0
        raise Refused("plan-overtaken", number=number[:12], known=stands)
    wanted = set(data.getlist("task")[:MOST])
    lines = lines_of_unit(asked.unit)
    mine = [line for line in lines if str(line.task_id) in wanted]
    found = due(asked.unit, mine, now=clock.now())
    assigned = {each.line.pk for each in found}
    return Shown(found, tuple(line for line in mine if line.pk not in assigned))


def assign(asked: Asked, lines: tuple[Due, ...], page: UUID) -> Iterator[Outcome]:
    """The leader of each line first; the same page sent twice assigns once."""
    for each in lines:
        for person, role in each.people:
            yield Outcome(
                each, person, role, _assigned(asked, each, person, role, page)
            )


def _assigned(
    asked: Asked, each: Due, person: Person, role: str, page: UUID
) -> Problem | None:
    task = str(each.line.task_id)
    data: dict[str, Any] = {"task": task, "person": str(person.pk), "role": role}
    name = uuid5(page, f"{task} {person.pk}")
    try:
        perform(asked.command.name, data, by=asked.actor, id=name)
    except Refused as refused:
        about = Asked(asked.command, asked.actor, asked.unit, each.line.order)
        return explain(refused, about)
    return None
