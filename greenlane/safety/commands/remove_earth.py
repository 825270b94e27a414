"""An earth set comes off: line end first, earth end second, two people, counted.

Before it, the second person signs the set's record (role "removal_guard"), and the
leader of the ticket that relies on it signs that his people are clear ("people_clear").
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
from greenlane.safety.facts_isolation import EarthRemoved
from greenlane.safety.models import EarthSet
from greenlane.safety.operators import must_switch
from greenlane.workforce.queries import person_named, person_of


class RemoveEarth(ReleaseForm):
    earth = Id(kind="earthset", label=_("Earth set"))
    removed_with = Id(kind="person", label=_("Second person"))


@command(
    "safety.remove_earth",
    title=_("Take an earth set off"),
    takes=RemoveEarth,
    needs="switch",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def remove_earth(form: RemoveEarth, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    earth = find(EarthSet, given["earth"])
    helper = person_named(given["removed_with"])
    if helper.pk == person.pk:
        raise Refused("earth-by-one-person", next_step="call-a-second-person")
    floor = ground.of_isolation(earth.isolation)
    earth.refresh_from_db()
    if earth.removed_at is not None:
        raise Refused("earth-off-already", next_step="look-again")
    act = floor.act("remove_earth", subject=earth.pk, people=(person.pk, helper.pk))
    person, helper = walk(act, person, helper)
    must_switch(person, helper, at=clock.now())
    carried_out(act, person, helper, at=at, made=earth.pk)
    earth.removed_at, earth.removed_by, earth.removed_with = at, person, helper
    earth.save(update_fields=["removed_at", "removed_by", "removed_with"])
    say(
        EarthRemoved(earth.pk, earth.isolation_id, person.pk, helper.pk),
        subjects=floor.subjects(earth),
        unit=earth.unit_id,
    )
    return answer("earth-removed", earth=earth.pk)
