"""Lock and tag come off an open point: nobody and nothing may be left behind it.

As a step of a switching order it takes two people, as every step does.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import walk
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety import ground
from greenlane.safety.carrying_out import carried_out
from greenlane.safety.facts_isolation import PointUnlocked
from greenlane.safety.models import Point
from greenlane.safety.operators import must_be_switcher
from greenlane.workforce.queries import person_named, person_of


class UnlockPoint(ReleaseForm):
    point = Id(kind="point", label=_("Open point"))
    guarded_by = Id(kind="person", label=_("Guard"), required=False)


@command(
    "safety.unlock_point",
    title=_("Take lock and tag off"),
    takes=UnlockPoint,
    needs="switch",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def unlock_point(form: UnlockPoint, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    point = find(Point, given["point"])
    guard = person_named(given["guarded_by"]) if given["guarded_by"] else person
    floor = ground.of_isolation(point.isolation)
    point.refresh_from_db()
    if point.unlocked_at is not None:
        raise Refused("point-unlocked-already", next_step="look-again")
    people = tuple(sorted({person.pk, guard.pk}))
    act = floor.act(
        "unlock_point", subject=point.pk, people=people, device=point.device_id
    )
    person, guard = walk(act, person, guard)
    for each in (person, guard):
        must_be_switcher(each, at=clock.now())
    carried_out(act, person, guard, at=at, made=point.pk)
    point.unlocked_at, point.unlocked_by = at, person
    point.save(update_fields=["unlocked_at", "unlocked_by"])
    say(
        PointUnlocked(point.pk, point.device_id, person.pk),
        subjects=floor.subjects(point),
        unit=point.unit_id,
    )
    return answer("point-unlocked", point=point.pk)
