"""Somebody is to do a task. A plan proposes; this is a person's word."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import tasks
from greenlane.work.facts.tasks import PersonAssigned
from greenlane.work.models import Assignment, Task
from greenlane.work.orders import must_be_open
from greenlane.work.people import must_be_able
from greenlane.workforce.queries import person_named


class Assign(CommandForm):
    task = Id(kind="task", label=_("Task"))
    person = Id(kind="person", label=_("Person"))
    role = forms.ChoiceField(
        choices=[("leader", _("Leader")), ("crew", _("Crew"))],
        initial="leader",
        label=_("Role"),
    )


@command(
    "work.assign",
    title=_("Assign somebody"),
    takes=Assign,
    needs="plan",
    kind=DESK,
    relies_on=("work.task_", "work.order_", "workforce."),
)
def assign(form: Assign, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    task, person = find(Task, given["task"]), person_named(given["person"])
    order, person, task = locks.take(task.order, person, task)
    must_be_open(order)
    tasks.must_be_undone(task)
    must_be_able(task, person, role=given["role"], at=at)
    mine = Assignment.objects.current().filter(task=task, ended_at__isnull=True)
    if mine.filter(person=person).exists():
        raise Refused("assigned-already", person=str(person.pk), task=task.key)
    if given["role"] == "leader" and mine.filter(role="leader").exists():
        raise Refused("task-has-a-leader", next_step="work.unassign", task=task.key)
    row = tasks.assign(task, person.pk, role=given["role"], at=at)
    say(
        PersonAssigned(task.pk, person.pk, row.role),
        subjects=(order, task, person),
        unit=task.unit_id,
        stamps=(row,),
    )
    return answer("person-assigned", assignment=row.pk)
