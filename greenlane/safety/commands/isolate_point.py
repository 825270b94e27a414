"""An infeed is opened, locked and tagged, by an operator and his guard.

The guard has signed the dispatcher's order for this very act with his own PIN before:
his signature under the Instruction, in the role "guard", must stand.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text, YesNo
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import reading_of, walk
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import Lock
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety import ground, instructions
from greenlane.safety.carrying_out import carried_out
from greenlane.safety.closure import behind, closure
from greenlane.safety.facts_isolation import PointIsolated
from greenlane.safety.models import Infeed, Isolation, Point
from greenlane.safety.operators import must_switch
from greenlane.safety.signing import signatures
from greenlane.workforce.models import Person
from greenlane.workforce.queries import person_named, person_of


class IsolatePoint(ReleaseForm):
    isolation = Id(kind="isolation", label=_("Section"))
    infeed = Id(kind="infeed", label=_("Infeed"))
    device = Id(kind="device", label=_("Device that was opened"))
    visible_break = YesNo(label=_("Is the break visible?"))
    lock_number = Text(max_length=40, label=_("Number of the lock"))
    tag_number = Text(max_length=40, label=_("Number of the tag"))
    guarded_by = Id(kind="person", label=_("Guard"))


@command(
    "safety.isolate_point",
    title=_("Open, lock and tag an infeed"),
    takes=IsolatePoint,
    needs="switch",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def isolate_point(form: IsolatePoint, *, by: Actor, at: datetime) -> Answer:
    given, operator = form.cleaned_data, person_of(by)
    isolation = find(Isolation, given["isolation"])
    device = ground.device_named(given["device"])
    guard = person_named(given["guarded_by"])
    if given["visible_break"] != "yes":
        raise Refused("break-not-visible", next_step="look-at-the-break")
    floor = ground.of_isolation(
        isolation, Lock(Infeed, given["infeed"]), moved=device.pk
    )
    infeed = _must_reach(given["infeed"], isolation)
    act = floor.act(
        "isolate",
        subject=infeed.pk,
        people=(operator.pk, guard.pk),
        device=device.pk,
    )
    operator, guard = walk(act, operator, guard)
    must_switch(operator, guard, at=clock.now())
    with reading_of(act):
        ordered = instructions.must_be_theirs(
            floor.order.pk, "isolate", infeed.pk, operator=operator.pk, guard=guard.pk
        )
        _guard_has_signed(floor, infeed, guard=guard)
    point = Point.objects.create(
        unit_id=isolation.unit_id, isolation=isolation, infeed=infeed, device=device,
        lock_number=given["lock_number"], tag_number=given["tag_number"],
        visible_break=True, opened_at=at, opened_by=operator, guarded_by=guard,
    )  # fmt: skip
    instructions.use(ordered, used_for=point.pk, at=at)
    carried_out(act, operator, guard, at=at, made=point.pk)
    fact = PointIsolated(point.pk, infeed.pk, device.pk, operator.pk, guard.pk)
    say(
        fact,
        # A device more: whatever else hangs on it is concerned too.
        subjects=(*behind(floor.order, closure(floor.order)), point, infeed, device),
        unit=point.unit_id,
        stamps=(point,),
    )
    return answer("point-isolated", point=point.pk)


def _must_reach(key: UUID, isolation: Isolation) -> Infeed:
    """The infeed, if it is still there and not open for this section already."""
    infeed = Infeed.objects.get(pk=key)
    if infeed.gone_at is not None:
        raise Refused("infeed-gone-already")
    if infeed.isolation_id not in {None, isolation.pk}:
        raise Refused("infeed-of-another-section", next_step="look-again")
    shut = Point.objects.filter(infeed=infeed, isolation=isolation)
    if shut.filter(unlocked_at__isnull=True).exists():
        raise Refused("infeed-isolated-already", next_step="look-again")
    return infeed


def _guard_has_signed(floor: ground.Ground, infeed: Infeed, *, guard: Person) -> None:
    order = instructions.ready(floor.order.pk, "isolate", infeed.pk)
    signed = signatures(order) if order else []
    if not any(s.role == "guard" and s.person_id == guard.pk for s in signed):
        raise Refused(
            "switching-guard-unsigned",
            next_step="safety.sign",
            guard=str(guard.pk),
            instruction=str(order.pk) if order else "",
        )
