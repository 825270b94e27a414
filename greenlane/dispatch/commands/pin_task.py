"""A dispatcher holds a task in the plan: to a crew, to a start, behind another task.

The engine plans around it. It is no assignment, and no gate hears of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, current, say
from greenlane.core.fields import Id, Instant, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.dispatch.facts import TaskPinned
from greenlane.dispatch.models import Pin
from greenlane.work import tasks
from greenlane.work.models import Task
from greenlane.work.orders import must_be_open
from greenlane.workforce.models import Person, Team

_HOLDS = ("team", "person", "start_at", "behind")


class PinTask(CommandForm):
    task = Id(kind="task", label=_("Task"))
    team = Id(kind="team", label=_("Held to this team"), required=False)
    person = Id(kind="person", label=_("Held to this person"), required=False)
    start_at = Instant(label=_("Not before, and then if it can be"), required=False)
    behind = Id(kind="task", label=_("Only after this task"), required=False)
    reason = Text(max_length=240, label=_("Why"), required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not any(given.get(name) for name in _HOLDS) and not self.errors:
            self.add_error("team", ValidationError("", code="pin-holds-nothing"))
        return given


@command(
    "dispatch.pin_task",
    title=_("Hold a task in the plan"),
    takes=PinTask,
    needs="plan",
    kind=DESK,
    relies_on=("work.task_finished", "work.task_dropped", "work.order_"),
)
def pin_task(form: PinTask, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    task = find(Task, given["task"])
    team = find(Team, given["team"]) if given["team"] else None
    person = find(Person, given["person"]) if given["person"] else None
    behind = find(Task, given["behind"]) if given["behind"] else None
    if given["start_at"] and given["start_at"] <= at:
        raise Refused("start-is-past", field="start_at")
    if behind is None:
        order, task = locks.take(task.order, task)
    else:  # whoever puts that one behind this one waits here
        order, task, _order, behind = locks.take(task.order, task, behind.order, behind)
        _must_not_wait_for(behind, task)
    must_be_open(order)
    tasks.must_be_undone(task)
    standing = Pin.objects.current().filter(task=task, ended_at__isnull=True).first()
    if standing is not None:
        standing.end(at)
    row = Pin.objects.create(
        unit_id=task.unit_id, task=task, team=team, person=person, behind=behind,
        start_at=given["start_at"], reason=given["reason"],
        happened_at=at, recorded_at=clock.now(), time_source=current().time_source,
    )  # fmt: skip
    say(
        TaskPinned(task.pk, row.pk),
        subjects=(order, task),
        unit=task.unit_id,
        stamps=(row,),
        ends=(standing,) if standing else (),
    )
    return answer("task-pinned", pin=row.pk)


def _must_not_wait_for(behind: Task, task: Task) -> None:
    """Refused pins-in-a-circle: by chain or by pin the other waits for this one."""
    seen, ways = set(), [behind]
    while ways:
        here = ways.pop()
        if here.pk == task.pk:
            raise Refused("pins-in-a-circle", task=task.key, behind=behind.key)
        if here.pk in seen:
            continue
        seen.add(here.pk)
        ways += Task.objects.filter(order=here.order_id, key__in=here.list_of("after"))
        pins = Pin.objects.current().filter(task=here, ended_at__isnull=True)
        ways += [pin.behind for pin in pins.select_related("behind") if pin.behind]
