"""A task is not needed on this order. What a gate relies on is never dropped."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import tasks
from greenlane.work.facts.tasks import TaskDropped
from greenlane.work.models import Task
from greenlane.work.orders import must_be_open

_DROPPABLE = frozenset({"", "C"})  # plain work, and what is owed on paper


class DropTask(CommandForm):
    task = Id(kind="task", label=_("Task"))
    reason = Text(max_length=240, label=_("Reason"))


@command(
    "work.drop_task",
    title=_("The task is not needed"),
    takes=DropTask,
    needs="plan",
    kind=DESK,
    relies_on=("work.task_", "work.stint_"),
)
def drop_task(form: DropTask, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    task = find(Task, given["task"])
    order, task = locks.take(task.order, task)
    must_be_open(order)
    tasks.must_be_undone(task)
    if task.gate_class not in _DROPPABLE or task.gives or task.acts or task.live:
        raise Refused("task-is-for-safety", task=task.key, gives=task.gives)
    tasks.must_be_quiet(task=task)
    task.dropped_at, task.dropped_why = at, given["reason"]
    task.save(update_fields=["dropped_at", "dropped_why"])
    say(
        TaskDropped(task.pk),
        subjects=(order, task),
        unit=task.unit_id,
        stamps=(task,),
    )
    tasks.settle(task, at=at)
    return answer("task-dropped", task=task.pk)
