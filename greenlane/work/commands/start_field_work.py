"""A crew begins in the field. The gates are walked here, for every caller."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Rows
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import walk
from greenlane.core.ids import uuid7
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import stints, tasks
from greenlane.work.clearances import clear
from greenlane.work.models import Task
from greenlane.work.orders import must_be_open
from greenlane.work.people import must_be_ready
from greenlane.workforce.queries import person_of


class FieldHead(forms.Form):
    person = Id(kind="person", label=_("Person"))


class StartFieldWork(ReleaseForm):
    task = Id(kind="task", label=_("Task"))
    leader = Id(kind="person", label=_("Leader"), required=False)
    heads = Rows(FieldHead, min_rows=0, label=_("Crew, present now"))


@command(
    "work.start_field_work",
    title=_("Begin in the field"),
    takes=StartFieldWork,
    needs="field",
    kind=RELEASE,
    relies_on=stints.STOPPING,
)
def start_field_work(form: StartFieldWork, *, by: Actor, at: datetime) -> Answer:
    given, who, key = form.cleaned_data, person_of(by), uuid7()
    leader = given["leader"] or who.pk
    task = find(Task, given["task"])
    if stints.is_desk(task):
        raise Refused("desk-work", next_step="work.start_desk_work", task=task.key)
    ids = {leader, *(row["person"] for row in given["heads"])}
    act, own = stints.act_of(task, key, ids), stints.own_locks(task, ids)
    _site, order, *people, task = walk(act, *own)
    must_be_open(order)
    stints.must_not_be_held(order)
    tasks.must_be_undone(task)
    tasks.must_be_next(task)
    must_be_ready(task, people, leader=leader, at=clock.now())
    clearance = clear(key, act, order=order, given_by=who, at=at)
    stint = stints.begin(
        key, task, clearance, leader=leader, people=sorted(ids), at=at, field=True
    )
    return answer("stint-started", stint=stint.pk)
