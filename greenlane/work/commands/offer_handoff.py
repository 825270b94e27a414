"""The work is passed on: offered now, the next person's once accepted."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, current, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import OBSERVE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import tasks
from greenlane.work.facts.tasks import HandoffOffered
from greenlane.work.models import Handoff, Task
from greenlane.work.orders import must_be_open
from greenlane.workforce.queries import person_named, person_of


class OfferHandoff(CommandForm):
    task = Id(kind="task", label=_("Task"))
    taker = Id(kind="person", label=_("To whom"))
    note = Text(max_length=240, label=_("Note"), required=False)


@command(
    "work.offer_handoff",
    title=_("Hand the task to somebody"),
    takes=OfferHandoff,
    needs="field",
    kind=OBSERVE,
)
def offer_handoff(form: OfferHandoff, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    giver, taker = person_of(by), person_named(given["taker"])
    task = find(Task, given["task"])
    order, task = locks.take(task.order, task)
    must_be_open(order)
    tasks.must_be_undone(task)
    open_now = Handoff.objects.current().filter(task=task, ended_at__isnull=True)
    if found := open_now.first():
        raise Refused("handoff-open", taker=str(found.taker_id), task=task.key)
    row = Handoff.objects.create(
        unit_id=task.unit_id, task=task, giver=giver, taker=taker, note=given["note"],
        happened_at=at, recorded_at=clock.now(), time_source=current().time_source,
    )  # fmt: skip
    say(
        HandoffOffered(task.pk, taker.pk),
        subjects=(order, task, row, taker),
        unit=task.unit_id,
        stamps=(row,),
    )
    return answer("handoff-offered", handoff=row.pk)
