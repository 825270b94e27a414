"""Lock and tag come off an open point: nobody and nothing may be left behind it.

Two people: the guard has signed the point's record (role "unlock_guard") with his own
PIN before; or, where it is a step of a switching order, that order.
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
from greenlane.safety.operators import must_switch
from greenlane.safety.signing import sign, signatures
from greenlane.workforce.models import Person
from greenlane.workforce.queries import person_named, person_of


class UnlockPoint(ReleaseForm):
    point = Id(kind="point", label=_("Open point"))
    guarded_by = Id(kind="person", label=_("Guard"))


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
    guard = person_named(given["guarded_by"])
    floor = ground.of_isolation(point.isolation)
    point.refresh_from_db()
    if point.unlocked_at is not None:
        raise Refused("point-unlocked-already", next_step="look-again")
    people = tuple(sorted({person.pk, guard.pk}))
    act = floor.act(
        "unlock_point", subject=point.pk, people=people, device=point.device_id
    )
    person, guard = walk(act, person, guard)
    must_switch(person, guard, at=clock.now())
    if not carried_out(act, person, guard, at=at, made=point.pk):
        _must_have_signed(point, guard)
        sign(point, person=person, role="operator", by=by, at=at)
    point.unlocked_at, point.unlocked_by, point.unlocked_with = at, person, guard
    point.save(update_fields=["unlocked_at", "unlocked_by", "unlocked_with"])
    say(
        PointUnlocked(point.pk, point.device_id, person.pk, guard.pk),
        subjects=floor.subjects(point),
        unit=point.unit_id,
    )
    return answer("point-unlocked", point=point.pk)


def _must_have_signed(point: Point, guard: Person) -> None:
    """Before it comes off, never afterwards; and never the operator for him."""
    signed = signatures(point)
    if not any(s.role == "unlock_guard" and s.person_id == guard.pk for s in signed):
        raise Refused(
            "unlocking-unsigned",
            next_step="safety.sign",
            guard=str(guard.pk),
            point=str(point.pk),
            lock=point.lock_number,
        )
