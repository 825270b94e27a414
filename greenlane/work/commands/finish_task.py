"""A task is said to be done. What it proved is in its own records, not here."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import tasks
from greenlane.work.models import Stint, Task
from greenlane.work.orders import must_be_open


class FinishTask(CommandForm):
    task = Id(kind="task", label=_("Task"))


@command(
    "work.finish_task",
    title=_("The task is done"),
    takes=FinishTask,
    needs="field",
    kind=CLAIM,
    relies_on=("work.task_",),
)
def finish_task(form: FinishTask, *, by: Actor, at: datetime) -> Answer:
    """Nobody at work on it, somebody was, and what comes before it is done."""
    task = find(Task, form.cleaned_data["task"])
    order, task = locks.take(task.order, task)
    must_be_open(order)
    tasks.must_be_undone(task)
    tasks.must_be_quiet(task=task)
    tasks.must_be_next(task)
    if not Stint.objects.filter(task=task).exists():
        raise Refused(
            "task-never-begun", next_step="work.start_field_work", task=task.key
        )
    tasks.finish(task, at=at)
    return answer("task-finished", task=task.pk)
