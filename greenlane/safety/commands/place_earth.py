"""A numbered earth set goes on: earth end first, line end second, two people.

The one who places it signs by this act; the other signs the set's record with his own
PIN (`safety.sign`, role "guard"). Until then it does not count.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import walk
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety import ground
from greenlane.safety.carrying_out import carried_out
from greenlane.safety.facts_isolation import EarthPlaced
from greenlane.safety.models import EarthSet, Isolation
from greenlane.safety.operators import must_switch
from greenlane.safety.signing import sign
from greenlane.workforce.queries import person_named, person_of


class PlaceEarth(ReleaseForm):
    isolation = Id(kind="isolation", label=_("Section"))
    number = Text(max_length=40, label=_("Number of the earth set"))
    place = Text(max_length=160, label=_("Where it hangs"))
    placed_with = Id(kind="person", label=_("Second person"))


@command(
    "safety.place_earth",
    title=_("Place an earth set"),
    takes=PlaceEarth,
    needs="switch",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def place_earth(form: PlaceEarth, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    isolation = find(Isolation, given["isolation"])
    helper = person_named(given["placed_with"])
    if helper.pk == person.pk:
        raise Refused("earth-by-one-person", next_step="call-a-second-person")
    floor = ground.of_isolation(isolation)
    act = floor.act("place_earth", subject=isolation.pk, people=(person.pk, helper.pk))
    person, helper = walk(act, person, helper)
    must_switch(person, helper, at=clock.now())
    hanging = EarthSet.objects.filter(
        unit_id=isolation.unit_id, number=given["number"], removed_at__isnull=True
    )
    if hanging.exists():
        raise Refused("earth-set-in-use", number=given["number"])
    earth = EarthSet.objects.create(
        unit_id=isolation.unit_id, isolation=isolation, number=given["number"],
        place=given["place"], placed_at=at, placed_by=person, placed_with=helper,
    )  # fmt: skip
    sign(earth, person=person, role="operator", by=by, at=at)
    carried_out(act, person, helper, at=at, made=earth.pk)
    say(
        EarthPlaced(earth.pk, isolation.pk, person.pk, helper.pk),
        subjects=floor.subjects(earth),
        unit=earth.unit_id,
        stamps=(earth,),
    )
    return answer("earth-placed", earth=earth.pk)
