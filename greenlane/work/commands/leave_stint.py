"""One person leaves a crew at work. The leader leaves last, or is replaced."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import OBSERVE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work.facts.stints import HeadLeft
from greenlane.work.models import Head, Stint


class LeaveStint(CommandForm):
    stint = Id(kind="stint", label=_("Work going on"))
    person = Id(kind="person", label=_("Who leaves"))


@command(
    "work.leave_stint",
    title=_("Leave the work"),
    takes=LeaveStint,
    needs="field",
    kind=OBSERVE,
)
def leave_stint(form: LeaveStint, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    stint = find(Stint, given["stint"])
    order, task, stint = locks.take(stint.task.order, stint.task, stint)
    head = Head.objects.filter(
        stint=stint, person=given["person"], left_at__isnull=True
    ).first()
    if head is None:
        raise Refused("not-in-this-stint", person=str(given["person"]))
    if head.person_id == stint.leader_id:
        raise Refused(
            "leader-stays",
            next_step="work.replace_stint_leader",
            person=str(head.person_id),
        )
    head.left_at = max(at, head.joined_at)
    head.save(update_fields=["left_at"])
    say(
        HeadLeft(stint.pk, task.pk, head.person_id),
        subjects=(order, task, stint, ("person", head.person_id)),
        unit=task.unit_id,
    )
    return answer("head-left", stint=stint.pk, person=head.person_id)
