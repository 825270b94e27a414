"""What the plan has for the reader's crew: next, on deck, and what was taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from greenlane.board.whose import reader
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.texts import listed, said_as
from greenlane.dispatch import queries
from greenlane.dispatch.differing import NOTED
from greenlane.dispatch.due import notice
from greenlane.dispatch.known import Known, known
from greenlane.dispatch.lines import lines_around, lines_of_crew, lines_of_tasks
from greenlane.dispatch.models import Line, LineChange, UnitPlan
from greenlane.dispatch.sentences import changed, crew_names, why
from greenlane.work.models import Order, Task
from greenlane.work.people import ANY
from greenlane.workforce.models import Person

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Coming:
    """A line of the reader's crew. `from_whom` hands the work over, task by task."""

    line: Line
    crews: str
    bring: str
    why: str
    from_whom: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gone:
    """A line that was taken from the crew or moved: `stay` means do not go."""

    order: Order
    title: str
    says: str
    why: str
    minutes: int
    stay: bool


@dataclass(frozen=True)
class MyPlan:
    """`now` runs; the first of `coming` is next, or on deck while something runs."""

    now: tuple[Line, ...]
    coming: tuple[Coming, ...]
    gone: tuple[Gone, ...]
    plan: UnitPlan


def my_plan(actor: Actor, *, seen: int = 0) -> MyPlan | None:
    """None for whoever is no person, or where nothing was ever planned.

    `seen`: the revision whose lines this reader has looked at.
    """
    me = reader(actor)
    plan = queries.plan_of(me.unit) if me else None
    if me is None or plan is None or not plan.number:
        return None
    keys, moment = queries.crews_of(me), clock.now()
    lines = lines_of_crew(keys)
    changes = queries.changes_of_crew(me.unit, keys, moment - queries.NEWS)
    fresh = [each for each in changes if each.revision > seen]
    names = known(lines_around(lines, fresh), fresh)
    coming = [line for line in lines if not line.fixed]
    return MyPlan(
        now=tuple(line for line in lines if line.fixed),
        coming=tuple(_coming(coming, names)),
        gone=tuple(_gone(fresh, keys, names, me, now=moment)),
        plan=plan,
    )


def _coming(lines: Sequence[Line], names: Known) -> Iterator[Coming]:
    """The first one with who hands over to it."""
    for number, line in enumerate(lines):
        handing = tuple(_handing(line)) if number == 0 else ()
        yield Coming(line, crew_names(line), _bring(line), why(line, names), handing)


def _bring(line: Line) -> str:
    """People and their trade: what the playbook says has to come."""
    task = line.task
    trade = "" if task.skill == ANY else said_as("skill", task.skill)
    return f"{task.heads} × {trade}" if trade else str(task.heads)


def _handing(line: Line) -> Iterator[str]:
    """Who is at the tasks before this one, was last at them, or is planned for them."""
    keys = line.task.list_of("after")
    before = Task.objects.filter(order=line.order_id, key__in=keys)
    rows = list(before.prefetch_related("stints__leader").order_by("place"))
    planned = {x.task_id: x for x in lines_of_tasks([t.pk for t in rows])}
    for task in rows:
        stints = list(task.stints.all())
        running = [each for each in stints if each.ended_at is None] or stints[-1:]
        who = listed(dict.fromkeys(str(each.leader) for each in running))
        if not who and task.pk in planned:
            who = crew_names(planned[task.pk])
        if who and task.dropped_at is None:
            yield f"{task}: {who}"


def _gone(
    changes: Sequence[LineChange],
    keys: Collection[str],
    names: Known,
    me: Person,
    *,
    now: datetime,
) -> Iterator[Gone]:
    """What differs from what the crew was told last, if it was to begin soon."""
    window = notice(me.unit)
    by_task: dict[object, list[LineChange]] = {}
    for each in reversed(changes):
        by_task.setdefault(each.task_id, []).append(each)
    for rows in by_task.values():
        mine = [n for n, x in enumerate(rows) if _names(x.crews_before, keys)]
        if not mine or rows[-1].task.finished_at or rows[-1].task.dropped_at:
            continue
        first, last = rows[mine[0]], rows[-1]
        start = first.start_before
        if start is None or start - first.at > window or _same(first, last, keys):
            continue
        yield _told(first, last, keys, names, now)


def _names(told: str, keys: Collection[str]) -> bool:
    return any(key in keys for key in told.split())


def _same(first: LineChange, last: LineChange, keys: Collection[str]) -> bool:
    """Taken and given back: there is nothing to tell."""
    if last.start_at is None or first.start_before is None:
        return False
    near = abs(last.start_at - first.start_before) < NOTED
    return near and _names(last.crews, keys)


def _told(
    first: LineChange,
    last: LineChange,
    keys: Collection[str],
    names: Known,
    now: datetime,
) -> Gone:
    whole = LineChange(
        task=last.task, order=last.order, why=last.why, about=last.about,
        crews_before=first.crews_before, start_before=first.start_before,
        crews=last.crews, start_at=last.start_at, revision=last.revision,
    )  # fmt: skip
    said = changed(whole, names)
    old, new = first.start_before, last.start_at
    sooner = bool(old and new and new < old) and _names(last.crews, keys)
    minutes = (now - last.at) // MINUTE
    return Gone(last.order, said.title, said.says, said.why, minutes, not sooner)
