"""Intake, stores, survey, muster, desk: work begins without a gate."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Rows
from greenlane.core.forms import CommandForm
from greenlane.core.ids import uuid7
from greenlane.core.kinds import OBSERVE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import stints, tasks
from greenlane.work.models import Clearance, Task
from greenlane.work.orders import must_be_open
from greenlane.work.people import must_be_ready
from greenlane.workforce.queries import person_of


class DeskHead(forms.Form):
    person = Id(kind="person", label=_("Person"))


class StartDeskWork(CommandForm):
    task = Id(kind="task", label=_("Task"))
    heads = Rows(DeskHead, min_rows=0, label=_("Who else works on it"))


@command(
    "work.start_desk_work",
    title=_("Begin"),
    takes=StartDeskWork,
    needs="field",
    kind=OBSERVE,
)
def start_desk_work(form: StartDeskWork, *, by: Actor, at: datetime) -> Answer:
    """The one who says it leads. A field task is refused here: it needs its gates."""
    given, lead, key = form.cleaned_data, person_of(by), uuid7()
    task = find(Task, given["task"])
    ids = {lead.pk, *(row["person"] for row in given["heads"])}
    own = stints.own_locks(task, ids)
    _site, order, *people, task = locks.take(*own)
    must_be_open(order)
    tasks.must_be_undone(task)
    if not stints.is_desk(task):
        raise Refused(
            "field-work-needs-gates", next_step="work.start_field_work", task=task.key
        )
    must_be_ready(task, people, leader=lead.pk, at=at)
    clearance = Clearance.objects.create(
        id=key,
        unit_id=task.unit_id,
        kind="desk",
        order=order,
        given_at=at,
        given_by=lead,
    )
    stint = stints.begin(
        key, task, clearance,
        leader=lead.pk, people=sorted(ids), at=at, field=False,
    )  # fmt: skip
    return answer("stint-started", stint=stint.pk)
