"""Volts come off. Always accepted, from anybody, also after everything was live.

Only the word of somebody who may switch opens a way to build there again (G1).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_supply import SwitchedOff
from greenlane.connections.models import EnergiseStep
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.locks import Lock
from greenlane.core.refusals import NotFound
from greenlane.core.rows import find
from greenlane.places.models import SupplyPoint, SupplyState
from greenlane.places.supply import set_state
from greenlane.safety.closure import behind, settle
from greenlane.safety.operators import switcher
from greenlane.work.models import Order
from greenlane.workforce.models import Person


class SwitchOff(CommandForm):
    order = Id("order", label=_("Order"))
    point = Id("supplypoint", label=_("Supply point (empty: all)"), required=False)
    reason = Text(max_length=240, label=_("Why"), required=False)


@command(
    "connections.switch_off",
    title=_("Switch off"),
    takes=SwitchOff,
    needs="",
    kind=RESTRICT,
)
def switch_off(form: SwitchOff, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    order = find(Order, given["order"])
    points = _points(order, given["point"])
    isolations = settle(order, *(Lock(SupplyPoint, point.pk) for point in points))
    closed = EnergiseStep.objects.filter(order=order, started_at__isnull=False)
    if given["point"]:
        closed = closed.filter(point__in=points)
    operator = switcher(by)
    if operator:
        _confirm(closed.filter(opened_at__isnull=False, opened_by=None), operator)
    steps = list(closed.filter(opened_at__isnull=True).order_by("place"))
    for step in steps:
        step.opened_at, step.opened_why = at, given["reason"]
        step.opened_by = operator
        step.save(update_fields=["opened_at", "opened_why", "opened_by"])
    for point in points:
        if given["point"] or _fed_by(order, point, steps):
            set_state(point, "dark", at=at, by=by)
    opened = tuple(("energisestep", step.pk) for step in steps)
    subjects = (*behind(order, isolations), *opened)
    say(SwitchedOff(order.pk, len(steps)), subjects=subjects, unit=order.unit_id)
    return answer("switched-off", steps=len(steps))


def _confirm(said: QuerySet[EnergiseStep], operator: Person) -> None:
    """Somebody else has said that these are open; now one says so who may switch."""
    for step in said:
        step.opened_by = operator
        step.save(update_fields=["opened_by"])


def _points(order: Order, wanted: UUID | None) -> list[SupplyPoint]:
    points = order.points.order_by("id")
    found = [point for point in points if wanted in {None, point.pk}]
    if wanted is not None and not found:
        raise NotFound("supplypoint", id=str(wanted))
    return found


def _fed_by(order: Order, point: SupplyPoint, steps: list[EnergiseStep]) -> bool:
    """The order feeds it: by a step, or by what the world did since the request.

    An old supply that stood before stays as it is.
    """
    if point.pk in {step.point_id for step in steps}:
        return True
    now = SupplyState.objects.current().filter(point=point, ended_at__isnull=True)
    return now.filter(happened_at__gte=order.requested_at).exists()
