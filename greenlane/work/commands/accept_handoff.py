"""The next person accepts the work: the gap ends, and has no owner left."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.core.rows import find
from greenlane.work import tasks
from greenlane.work.facts.tasks import HandoffAccepted, PersonAssigned
from greenlane.work.models import Assignment, Handoff, Task
from greenlane.workforce.models import Person
from greenlane.workforce.queries import person_of


class AcceptHandoff(CommandForm):
    handoff = Id(kind="handoff", label=_("Handover of work"))


@command(
    "work.accept_handoff",
    title=_("Accept the task"),
    takes=AcceptHandoff,
    needs="field",
    kind=CLAIM,
    relies_on=("work.task_",),
)
def accept_handoff(form: AcceptHandoff, *, by: Actor, at: datetime) -> Answer:
    """Only the one it was offered to. The taker is assigned, the giver released."""
    taker = person_of(by)
    row = find(Handoff, form.cleaned_data["handoff"])
    order, task, row = locks.take(row.task.order, row.task, row)
    if row.taker_id != taker.pk:
        raise NotAllowed("handoff-not-yours", taker=str(row.taker_id))
    if row.ended_at is not None:
        raise Refused("handoff-over", task=task.key)
    row.end(at)
    say(
        HandoffAccepted(task.pk, taker.pk),
        subjects=(order, task, row, taker),
        unit=task.unit_id,
        ends=(row,),
    )
    _pass_on(row, task, taker, at)
    return answer("handoff-accepted", handoff=row.pk)


def _pass_on(row: Handoff, task: Task, taker: Person, at: datetime) -> None:
    assigned = Assignment.objects.current().filter(task=task, ended_at__isnull=True)
    role = "crew"
    if given := assigned.filter(person=row.giver_id).first():
        role = given.role
        tasks.release(given, at=at)
    if assigned.filter(person=taker).exists():
        return
    mine = tasks.assign(task, taker.pk, role=role, at=at)
    say(
        PersonAssigned(task.pk, taker.pk, role),
        subjects=(("order", task.order_id), task, taker),
        unit=task.unit_id,
        stamps=(mine,),
    )
