"""The order is no longer wanted; the reason is on record."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.rows import find
from greenlane.work import ends
from greenlane.work.facts.orders import OrderCancelled
from greenlane.work.models import Order
from greenlane.work.orders import must_be_open
from greenlane.work.tasks import must_be_quiet


class CancelOrder(CommandForm):
    order = Id(kind="order", label=_("Order"))
    reason = Text(max_length=240, label=_("Reason"))


@command(
    "work.cancel_order",
    title=_("Cancel the order"),
    takes=CancelOrder,
    needs="command",
    kind=DESK,
    relies_on=("work.", "safety.", "connections."),
)
def cancel_order(form: CancelOrder, *, by: Actor, at: datetime) -> Answer:
    """Refused while people are at work: stop them first, their stints end by them.

    Tickets, earths and open points stay as they are; their gates go on counting them.
    """
    [order] = locks.take(find(Order, form.cleaned_data["order"]))
    must_be_open(order)
    must_be_quiet(task__order=order)
    reason = form.cleaned_data["reason"]
    end = ends.end_order(order, "cancelled", reason=reason, at=at)
    say(
        OrderCancelled(order.pk, end.pk),
        subjects=(order, end),
        unit=order.unit_id,
        stamps=(end,),
    )
    return answer("order-cancelled", order=order.pk)
