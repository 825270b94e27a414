"""One more person joins a crew at work; the gates are walked for the new crew."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import walk
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import Lock
from greenlane.core.rows import find
from greenlane.work import stints
from greenlane.work.facts.stints import HeadJoined
from greenlane.work.models import Head, Stint
from greenlane.work.orders import must_be_open
from greenlane.work.people import must_be_ready
from greenlane.workforce.queries import person_named


class JoinStint(ReleaseForm):
    stint = Id(kind="stint", label=_("Work going on"))
    person = Id(kind="person", label=_("Who joins"))


@command(
    "work.join_stint",
    title=_("Join the work"),
    takes=JoinStint,
    needs="field",
    kind=RELEASE,
    relies_on=stints.STOPPING,
)
def join_stint(form: JoinStint, *, by: Actor, at: datetime) -> Answer:
    """A briefing counts for the heads that were there: the new one must have signed."""
    given = form.cleaned_data
    stint, person = find(Stint, given["stint"]), person_named(given["person"])
    task, ids = stint.task, {person.pk}
    ids.update(head.person_id for head in stints.present(stint))
    own = [*stints.own_locks(task, ids), Lock(Stint, stint.pk)]
    act = stints.act_of(task, stint.pk, ids)
    locked = walk(act, *own) if stint.field else locks.take(*own)
    _site, order, *people, task, stint = locked
    must_be_open(order)
    stints.must_be_running(stint)
    joining = [each for each in people if each.pk == person.pk]
    must_be_ready(task, joining, leader=None, at=clock.now())
    Head.objects.create(unit_id=task.unit_id, stint=stint, person=person, joined_at=at)
    say(
        HeadJoined(stint.pk, task.pk, person.pk),
        subjects=(order, task, stint, person),
        unit=task.unit_id,
    )
    return answer("head-joined", stint=stint.pk, person=person.pk)
