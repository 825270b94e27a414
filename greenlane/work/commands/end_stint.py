"""The crew stops working on the task; everybody of it is free."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, current, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import OBSERVE
from greenlane.core.rows import find
from greenlane.work import stints
from greenlane.work.facts.stints import StintEnded
from greenlane.work.models import Stint


class EndStint(CommandForm):
    stint = Id(kind="stint", label=_("Work going on"))


@command(
    "work.end_stint",
    title=_("End the work on the task"),
    takes=EndStint,
    needs="field",
    kind=OBSERVE,
)
def end_stint(form: EndStint, *, by: Actor, at: datetime) -> Answer:
    """The task is not finished by this: the crew may rest, or wait for something."""
    stint = find(Stint, form.cleaned_data["stint"])
    order, task, stint = locks.take(stint.task.order, stint.task, stint)
    stints.must_be_running(stint)
    if current().time_source != "live":
        stint.time_source = current().time_source
        stint.save(update_fields=["time_source"])
    stint.end(at)
    for head in stints.present(stint):
        head.left_at = max(stint.ended_at, head.joined_at)
        head.save(update_fields=["left_at"])
    say(
        StintEnded(stint.pk, task.pk),
        subjects=(order, task, stint),
        unit=task.unit_id,
        at=stint.ended_at,
        ends=(stint,),
    )
    return answer("stint-ended", stint=stint.pk)
