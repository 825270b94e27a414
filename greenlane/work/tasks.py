"""What stands before a task, and how a task comes to its end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from greenlane.core import clock
from greenlane.core.command import current, say
from greenlane.core.refusals import Refused
from greenlane.work import waits
from greenlane.work.facts.tasks import PersonUnassigned, TaskFinished
from greenlane.work.models import Assignment, Stint, Task, Wait


def open_before(task: Task) -> list[Task]:
    """The tasks right before this one that are neither finished nor dropped."""
    rows = Task.objects.filter(
        order=task.order_id,
        key__in=task.list_of("after"),
        finished_at__isnull=True,
        dropped_at__isnull=True,
    )
    return list(rows.order_by("place"))


def must_be_next(task: Task) -> None:
    """Refused predecessor-open while something before this task is not done."""
    if before := open_before(task):
        raise Refused(
            "predecessor-open",
            next_step="work.finish_task",
            task=task.key,
            before=" ".join(each.key for each in before),
        )


def must_be_undone(task: Task) -> None:
    """Refused task-over when the task was finished or dropped."""
    if task.finished_at or task.dropped_at:
        raise Refused("task-over", task=task.key)


def open_stints(**where: object) -> QuerySet[Stint]:
    """Stints in which people are at work now."""
    return Stint.objects.current().filter(ended_at__isnull=True, **where)


def must_be_quiet(**where: object) -> None:
    """Refused stint-open, naming the stints: people come out before paper says so."""
    if found := list(open_stints(**where).values_list("pk", flat=True)):
        raise Refused(
            "stint-open",
            next_step="work.end_stint",
            stints=" ".join(str(pk) for pk in found),
        )


def finish(task: Task, *, at: datetime) -> None:
    """The task is done; who was assigned is free, what it waited for is there.

    For this room's claim and for other rooms' commands whose record is the task. The
    caller holds order and task. An end before the last stint's end is that end.
    """
    last = Stint.objects.current().filter(task=task).aggregate(last=Max("ended_at"))
    task.finished_at = max(at, last["last"] or at)
    task.finished_source = current().time_source
    task.save(update_fields=["finished_at", "finished_source"])
    say(
        TaskFinished(task.pk),
        subjects=(("order", task.order_id), task),
        unit=task.unit_id,
        at=task.finished_at,
        stamps=(task,),
    )
    settle(task, at=task.finished_at)


def settle(task: Task, *, at: datetime) -> None:
    """Nobody is assigned to it any more, and nothing waits."""
    for wait in Wait.objects.current().filter(task=task, ended_at__isnull=True):
        waits.close_wait(wait, at=at)
    for each in Assignment.objects.current().filter(task=task, ended_at__isnull=True):
        release(each, at=at)


def release(assignment: Assignment, *, at: datetime) -> None:
    """The person is no longer to do the task."""
    assignment.end(at)
    task = assignment.task
    say(
        PersonUnassigned(task.pk, assignment.person_id),
        subjects=(("order", task.order_id), task, ("person", assignment.person_id)),
        unit=task.unit_id,
        at=at,
        ends=(assignment,),
    )


def assign(task: Task, person_id: UUID, *, role: str, at: datetime) -> Assignment:
    """A row of who is to do what; the caller says the fact."""
    return Assignment.objects.create(
        unit_id=task.unit_id, task=task, person_id=person_id, role=role,
        happened_at=at, recorded_at=clock.now(), time_source=current().time_source,
    )  # fmt: skip
