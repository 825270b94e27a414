"""What recorded work says of how long the next one takes, in this unit.

A case is a finished task of the same playbook and key: the minutes in which people were
at work on it, corrected ones as they stand now, named waits of the task left out. What
nobody worked on for a minute was written afterwards, and teaches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from greenlane.core.models import Unit
from greenlane.planning.learnt import Learnt, Recorded, learnt
from greenlane.planning.rows import Span
from greenlane.work.models import Head, Stint, Task, Wait

MOST = 2000  # tasks that are looked at, the last finished first
_MINUTE = timedelta(minutes=1)
_TESTS = "G10"  # the gate that a test gives

Key = tuple[str, str]  # playbook, key of the task
Spell = tuple[datetime, datetime]


@dataclass(frozen=True)
class LearntRow:
    """A task of a playbook: what the recipe says, what was learnt, from how much."""

    playbook: str
    key: str
    title_zh: str
    title_en: str
    recipe: Span
    learnt: Learnt


def learnt_for(unit: Unit) -> tuple[LearntRow, ...]:
    """Every task that was ever finished here, by playbook and in its order."""
    done = _done(unit)
    cases = _cases(done)
    last: dict[Key, Task] = {}
    for task in done:
        last.setdefault(_key(task), task)
    order = sorted(last, key=lambda key: (key[0], last[key].place))
    return tuple(
        LearntRow(
            *key,
            title_zh=last[key].title_zh,
            title_en=last[key].title_en,
            recipe=_recipe(last[key]),
            learnt=_learnt(last[key], cases.get(key, ())),
        )
        for key in order
    )


def spans(unit: Unit, tasks: Sequence[Task]) -> dict[UUID, Span]:
    """Low, likely and high of these open tasks; where nothing was learnt, the recipe's.

    Their orders have to be read with their playbooks.
    """
    books = {task.order.playbook_id: task.order.playbook for task in tasks}
    names = {book.name for book in books.values() if book is not None}
    cases = _cases(_done(unit, names)) if names else {}
    return {task.pk: _learnt(task, cases.get(_key(task), ())).span for task in tasks}


def _key(task: Task) -> Key:
    book = task.order.playbook
    return (book.name if book else "", task.key)


def _recipe(task: Task) -> Span:
    return Span(task.low, task.likely, task.high)


def _learnt(task: Task, cases: Iterable[Recorded]) -> Learnt:
    safe = task.gate_class == "S" or _TESTS in task.list_of("gives")
    return learnt(_recipe(task), cases, safety_minimum=task.low if safe else None)


def _done(unit: Unit, names: Iterable[str] | None = None) -> list[Task]:
    rows: QuerySet[Task] = Task.objects.filter(
        unit=unit, finished_at__isnull=False, dropped_at__isnull=True
    ).exclude(order__playbook=None)
    if names is not None:
        rows = rows.filter(order__playbook__name__in=names)
    rows = rows.select_related("order__playbook")
    return list(rows.order_by("-finished_at", "-id")[:MOST])


def _cases(done: Sequence[Task]) -> dict[Key, list[Recorded]]:
    keys = [task.pk for task in done]
    worked, waited = _worked(keys), _waited(keys)
    there = _heads(keys)
    found: dict[Key, list[Recorded]] = {}
    for task in done:
        minutes = _minutes(worked.get(task.pk, []), waited.get(task.pk, []))
        if minutes:
            case = Recorded(_planned(task, there.get(task.pk, 0)), minutes)
            found.setdefault(_key(task), []).append(case)
    return found


def _planned(task: Task, there: int) -> Span:
    """The recipe's minutes; more for plain work that had fewer hands than it asks."""
    if task.gate_class or not 0 < there < task.heads:
        return _recipe(task)
    told = (task.low, task.likely, task.high)
    return Span(*(-(-each * task.heads // there) for each in told))


def _worked(tasks: Sequence[UUID]) -> dict[UUID, list[Spell]]:
    found: dict[UUID, list[Spell]] = {}
    rows = Stint.objects.current().filter(task__in=tasks, ended_at__isnull=False)
    for stint in rows.order_by("happened_at"):
        begun, ended = stint.started_at or stint.happened_at, stint.ended_at
        if ended is None or ended <= begun:
            continue
        found.setdefault(stint.task_id, []).append((begun, ended))
    return found


def _waited(tasks: Sequence[UUID]) -> dict[UUID, list[Spell]]:
    found: dict[UUID, list[Spell]] = {}
    rows = Wait.objects.current().filter(task__in=tasks, ended_at__isnull=False)
    for task, begun, ended in rows.values_list("task", "happened_at", "ended_at"):
        found.setdefault(task, []).append((begun, ended or begun))
    return found


def _heads(tasks: Sequence[UUID]) -> Mapping[UUID, int]:
    """The most people whom one stint of the task had."""
    found: dict[UUID, int] = {}
    rows = Head.objects.filter(
        stint__task__in=tasks, stint__corrected_by__isnull=True
    ).values_list("stint__task", "stint")
    for task, _stint, heads in rows.annotate(heads=Count("person", distinct=True)):
        found[task] = max(found.get(task, 0), heads)
    return found


def _minutes(worked: list[Spell], waited: list[Spell]) -> int:
    """Whole minutes in which somebody worked and nothing was waited for."""
    at_work, waits = _merged(worked), _merged(waited)
    total = sum((b - a for a, b in at_work), timedelta())
    for begun, ended in at_work:
        for since, until in waits:
            total -= max(min(ended, until) - max(begun, since), timedelta())
    return total // _MINUTE


def _merged(spells: list[Spell]) -> list[Spell]:
    """The same without overlaps."""
    found: list[Spell] = []
    for begun, ended in sorted(spells):
        if found and begun <= found[-1][1]:
            found[-1] = (found[-1][0], max(ended, found[-1][1]))
        else:
            found.append((begun, ended))
    return found
