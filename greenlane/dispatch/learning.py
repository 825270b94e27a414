"""What recorded work says of how long the next one takes, in this unit.

A case is a finished task of the same playbook and key: the minutes in which people were
at work on it, corrected ones as they stand now, named waits of the task left out. What
nobody worked on for a minute was written afterwards, and teaches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet

from greenlane.core.models import Unit
from greenlane.planning.learnt import Learnt, Recorded, learnt
from greenlane.planning.rows import Span
from greenlane.work.models import Head, Stint, Task, Wait

MOST = 1000  # tasks that are looked at, the last finished first
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


class _Done(NamedTuple):
    """A finished task, without the weight of its row: a unit has thousands."""

    pk: UUID
    book: str
    key: str
    place: int
    title_zh: str
    title_en: str
    low: int
    likely: int
    high: int
    heads: int
    gate_class: str
    gives: str

    @property
    def recipe(self) -> Span:
        return Span(self.low, self.likely, self.high)

    @property
    def is_safe(self) -> bool:
        return _is_safe(self.gate_class, self.gives.split())


_FIELDS = ("pk", "order__playbook__name", *_Done._fields[2:])


def learnt_for(unit: Unit) -> tuple[LearntRow, ...]:
    """Every task that was ever finished here, by playbook and in its order."""
    done = _done(unit)
    cases = _cases(done)
    last: dict[Key, _Done] = {}
    for each in done:
        last.setdefault((each.book, each.key), each)
    return tuple(
        LearntRow(
            each.book,
            each.key,
            each.title_zh,
            each.title_en,
            each.recipe,
            _learnt(each.recipe, each.is_safe, cases.get((each.book, each.key), ())),
        )
        for each in sorted(last.values(), key=lambda each: (each.book, each.place))
    )


def spans(unit: Unit, tasks: Sequence[Task]) -> dict[UUID, Span]:
    """Low, likely and high of these open tasks; where nothing was learnt, the recipe's.

    Their orders have to be read with their playbooks.
    """
    asked = {task.pk: (_key(task), *_what(task)) for task in tasks}
    books = {key[0] for key, _recipe, _safe in asked.values() if key[0]}
    cases = _cases(_done(unit, books)) if books else {}
    # The same step of forty orders is worked out once.
    known = {
        each: _learnt(each[1], each[2], cases.get(each[0], ())).span
        for each in set(asked.values())
    }
    return {pk: known[each] for pk, each in asked.items()}


def _key(task: Task) -> Key:
    book = task.order.playbook
    return (book.name if book else "", task.key)


def _what(task: Task) -> tuple[Span, bool]:
    """The recipe's minutes, and whether it is a step of safety or a test."""
    recipe = Span(task.low, task.likely, task.high)
    return recipe, _is_safe(task.gate_class, task.list_of("gives"))


def _is_safe(gate_class: str, gives: Sequence[str]) -> bool:
    return gate_class == "S" or _TESTS in gives


def _learnt(recipe: Span, safe: bool, cases: Iterable[Recorded]) -> Learnt:
    return learnt(recipe, cases, safety_minimum=recipe.low if safe else None)


def _done(unit: Unit, names: Iterable[str] | None = None) -> list[_Done]:
    rows: QuerySet[Task] = Task.objects.filter(
        unit=unit, finished_at__isnull=False, dropped_at__isnull=True
    ).exclude(order__playbook=None)
    if names is not None:
        rows = rows.filter(order__playbook__name__in=names)
    rows = rows.order_by("-finished_at", "-pk")
    return [_Done(*each) for each in rows.values_list(*_FIELDS)[:MOST]]


def _cases(done: Sequence[_Done]) -> dict[Key, list[Recorded]]:
    keys = [each.pk for each in done]
    worked, waited, there = _worked(keys), _waited(keys), _heads(keys)
    found: dict[Key, list[Recorded]] = {}
    for each in done:
        minutes = _minutes(worked.get(each.pk, []), waited.get(each.pk, []))
        if minutes:
            case = Recorded(_planned(each, there.get(each.pk, 0)), minutes)
            found.setdefault((each.book, each.key), []).append(case)
    return found


def _planned(done: _Done, there: int) -> Span:
    """The recipe's minutes; more for plain work that had fewer hands than it asks."""
    if done.gate_class or not 0 < there < done.heads:
        return done.recipe
    told = (done.low, done.likely, done.high)
    return Span(*(-(-each * done.heads // there) for each in told))


def _worked(tasks: Sequence[UUID]) -> dict[UUID, list[Spell]]:
    found: dict[UUID, list[Spell]] = {}
    rows = Stint.objects.current().filter(task__in=tasks, ended_at__isnull=False)
    told = rows.values_list("task", "started_at", "happened_at", "ended_at")
    for task, started, happened, ended in told:
        begun = started or happened
        if ended is not None and begun < ended:
            found.setdefault(task, []).append((begun, ended))
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
