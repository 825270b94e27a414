"""The site takes over by name and signature, and somebody keeps watch from now on."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.connections.acts import handing_over
from greenlane.connections.facts_supply import HandedOver
from greenlane.connections.models import Handover
from greenlane.connections.reading import all_live
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import walk
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.places.models import Supply
from greenlane.places.supply import states_of
from greenlane.safety.closure import behind, closure
from greenlane.safety.subjects import settled_order
from greenlane.work import links
from greenlane.work.models import Order
from greenlane.workforce.queries import person_named


class HandOver(ReleaseForm):
    order = Id("order", label=_("Order"))
    receiver = Id("person", label=_("Who takes over for the site"))
    watcher = Id("person", label=_("Who keeps watch"))


@command(
    "connections.hand_over",
    title=_("Hand over to the site"),
    takes=HandOver,
    needs="accept",
    kind=RELEASE,
    relies_on=("safety.", "connections."),
)
def hand_over(form: HandOver, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    receiver = person_named(given["receiver"])
    watcher = person_named(given["watcher"])
    if receiver.account_id == by.account:
        raise Refused("handed-over-to-oneself", next_step="name-the-receiver")
    order = settled_order(given["order"])
    walk(handing_over(order, receiver.pk, watcher.pk))
    if Handover.objects.filter(order=order).exists():
        raise Refused("handed-over-already", next_step="look-again")
    if not all_live(order) or _dark(order):
        raise Refused("not-live-everywhere", next_step="connections.energise_step")
    row = Handover.objects.create(
        unit_id=order.unit_id, order=order, received_by=receiver, watcher=watcher,
        watch_started_at=at, at=at,
    )  # fmt: skip
    links.shorten_after_handover(order)
    say(
        HandedOver(order.pk, row.pk, receiver.pk),
        subjects=(*behind(order, closure(order)), ("handover", row.pk)),
        unit=order.unit_id,
        stamps=(row,),
    )
    return answer("handed-over", handover=row.pk)


def _dark(order: Order) -> bool:
    """Switched in once, and lost since: what the world did counts, not our steps."""
    states = set(states_of(order.points.all()).values())
    return bool(states & {Supply.DARK.value, Supply.UNKNOWN.value})
