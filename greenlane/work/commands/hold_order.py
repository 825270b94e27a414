"""The order rests by somebody's decision, with a reason and a name."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work.facts.orders import OrderHeld
from greenlane.work.models import Order, OrderHold
from greenlane.work.orders import must_be_open
from greenlane.workforce.queries import person_of


class HoldOrder(CommandForm):
    order = Id(kind="order", label=_("Order"))
    reason = Text(max_length=240, label=_("Reason"))


@command(
    "work.hold_order",
    title=_("Put the order on hold"),
    takes=HoldOrder,
    needs="hold",
    kind=DESK,
    relies_on=("work.order_",),
)
def hold_order(form: HoldOrder, *, by: Actor, at: datetime) -> Answer:
    """No field stint starts while it rests; people at work are not touched."""
    holder = person_of(by)
    [order] = locks.take(find(Order, form.cleaned_data["order"]))
    must_be_open(order)
    if OrderHold.objects.filter(order=order, until__isnull=True).exists():
        raise Refused("order-held", next_step="work.resume_order", order=order.number)
    hold = OrderHold.objects.create(
        unit_id=order.unit_id,
        order=order,
        reason=form.cleaned_data["reason"],
        holder=holder,
        since=at,
    )
    say(
        OrderHeld(order.pk, hold.pk),
        subjects=(order, hold),
        unit=order.unit_id,
        stamps=(hold,),
    )
    return answer("order-held", hold=hold.pk)
