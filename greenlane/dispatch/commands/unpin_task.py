"""The dispatcher lets go: the engine may move the task again."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.dispatch.facts import TaskUnpinned
from greenlane.dispatch.models import Pin
from greenlane.work.models import Task


class UnpinTask(CommandForm):
    task = Id(kind="task", label=_("Task"))


@command(
    "dispatch.unpin_task",
    title=_("Let a task go in the plan"),
    takes=UnpinTask,
    needs="plan",
    kind=DESK,
)
def unpin_task(form: UnpinTask, *, by: Actor, at: datetime) -> Answer:
    task = find(Task, form.cleaned_data["task"])
    order, task = locks.take(task.order, task)
    pin = Pin.objects.current().filter(task=task, ended_at__isnull=True).first()
    if pin is None:
        raise Refused("not-pinned", task=task.key)
    pin.end(at)
    say(
        TaskUnpinned(task.pk, pin.pk),
        subjects=(order, task),
        unit=task.unit_id,
        ends=(pin,),
    )
    return answer("task-unpinned", pin=pin.pk)
