"""A stop is lifted by safety, with the cause on record. No gate is walked for it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import stops
from greenlane.work.facts.stops import StopLifted
from greenlane.work.models import StopWork
from greenlane.workforce.queries import person_of


class LiftStop(ReleaseForm):
    stop = Id(kind="stopwork", label=_("Stop"))
    cause = Text(max_length=240, label=_("What was found, and what makes it safe now"))


@command(
    "work.lift_stop",
    title=_("Lift the stop"),
    takes=LiftStop,
    needs="safety",
    kind=RELEASE,
    relies_on=stops.RAISED,
)
def lift_stop(form: LiftStop, *, by: Actor, at: datetime) -> Answer:
    """Who froze the work may lift it too, but never without the recorded cause."""
    given, who = form.cleaned_data, person_of(by)
    stop = find(StopWork, given["stop"])
    *_parents, stop = locks.take(*stops.parents(stop), stop)
    if stop.lifted_at is not None:
        raise Refused("stop-lifted-already", stop=str(stop.pk))
    stop.lifted_at, stop.lifted_by, stop.lifted_why = at, who, given["cause"]
    stop.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
    say(
        StopLifted(stop.pk, stops.stands_on(stop)),
        subjects=stops.subjects(stop),
        unit=stop.unit_id,
    )
    return answer("stop-lifted", stop=stop.pk)
