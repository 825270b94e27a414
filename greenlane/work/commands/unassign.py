"""Somebody is released from a task before it is done."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import tasks
from greenlane.work.models import Assignment


class Unassign(CommandForm):
    assignment = Id(kind="assignment", label=_("Assignment"))


@command(
    "work.unassign",
    title=_("Release somebody from a task"),
    takes=Unassign,
    needs="plan",
    kind=DESK,
    relies_on=("work.task_", "work.person_"),
)
def unassign(form: Unassign, *, by: Actor, at: datetime) -> Answer:
    row = find(Assignment, form.cleaned_data["assignment"])
    _order, _task, row = locks.take(row.task.order, row.task, row)
    if row.ended_at is not None:
        raise Refused("assignment-over", person=str(row.person_id))
    tasks.release(row, at=at)
    return answer("person-unassigned", assignment=row.pk)
