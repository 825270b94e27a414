"""An infeed is taken away for good; until then only a locked point keeps it out."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, YesNo
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import Act
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import Lock
from greenlane.core.refusals import GateHeld, Refused
from greenlane.core.rows import find
from greenlane.network.models import Device
from greenlane.places.models import Site
from greenlane.safety.closure import closure, settle
from greenlane.safety.facts_isolation import InfeedRemoved
from greenlane.safety.gates import g0_not_stopped
from greenlane.safety.ground import Ground
from greenlane.safety.models import Infeed, Isolation, Point
from greenlane.safety.operators import must_be_switcher
from greenlane.work.models import Order
from greenlane.workforce.models import Person
from greenlane.workforce.queries import person_of


class RemoveInfeed(ReleaseForm):
    infeed = Id(kind="infeed", label=_("Infeed"))
    seen_apart = YesNo(label=_("Conductors taken off, and seen to be off?"))


@command(
    "safety.remove_infeed",
    title=_("Take an infeed away"),
    takes=RemoveInfeed,
    needs="switch",
    kind=RELEASE,
    relies_on=("safety.",),
)
def remove_infeed(form: RemoveInfeed, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    infeed = find(Infeed, given["infeed"])
    if given["seen_apart"] != "yes":
        raise Refused("infeed-not-apart", next_step="safety.isolate_point")
    order = _in_hand(infeed)
    infeed, person = _locked(infeed, person, order)
    must_be_switcher(person, at=clock.now())
    if order and (held := g0_not_stopped.missing(_act(infeed, order))):
        raise GateHeld(held)
    if infeed.gone_at is not None:
        raise Refused("infeed-gone-already")
    if Point.objects.filter(infeed=infeed, unlocked_at__isnull=True).exists():
        raise Refused("point-still-locked", next_step="safety.unlock_point")
    infeed.gone_at = at
    infeed.save(update_fields=["gone_at"])
    orders = infeed.site.orders.values_list("pk", flat=True)
    say(
        InfeedRemoved(infeed.pk, person.pk),
        subjects=(
            infeed,
            ("site", infeed.site_id),
            *(("order", key) for key in orders),
        ),
        unit=infeed.unit_id,
    )
    return answer("infeed-removed", infeed=infeed.pk)


def _in_hand(infeed: Infeed) -> Order | None:
    """The order that a stop would hold: on the infeed's section, or at its site."""
    newest = Order.objects.without_end().order_by("-id")
    behind = (
        newest.filter(isolations=infeed.isolation_id) if infeed.isolation_id else ()
    )
    return next(iter(behind), None) or newest.filter(site=infeed.site_id).first()


def _act(infeed: Infeed, order: Order) -> Act:
    return Ground(order, closure(order)).act("isolate", subject=infeed.pk)


def _locked(
    infeed: Infeed, person: Person, order: Order | None
) -> tuple[Infeed, Person]:
    wanted = [Lock(Site, infeed.site_id), locks.of(infeed), locks.of(person)]
    if infeed.device_id:
        wanted.append(Lock(Device, infeed.device_id))
    if infeed.isolation_id:
        wanted.append(Lock(Isolation, infeed.isolation_id))
    if order:
        settle(order, *wanted, *g0_not_stopped.locks(_act(infeed, order)))
    infeed, person, *_parents = locks.take(infeed, person, *locks.not_held(wanted))
    return infeed, person
