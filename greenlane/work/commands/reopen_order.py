"""An order that had ended is wanted again."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work.ends import MERGED
from greenlane.work.facts.orders import OrderReopened
from greenlane.work.models import Order, OrderEnd, Task


class ReopenOrder(CommandForm):
    order = Id(kind="order", label=_("Order"))


@command(
    "work.reopen_order",
    title=_("Open the order again"),
    takes=ReopenOrder,
    needs="command",
    kind=DESK,
    relies_on=("work.order",),
)
def reopen_order(form: ReopenOrder, *, by: Actor, at: datetime) -> Answer:
    """The order goes on; tasks that a merger took away come back."""
    [order] = locks.take(find(Order, form.cleaned_data["order"]))
    end = OrderEnd.objects.filter(order=order, reopened_at__isnull=True).first()
    if end is None:
        raise Refused("order-open-already", order=order.number)
    end.reopened_at = at
    end.save(update_fields=["reopened_at"])
    order.ended = False
    order.save(update_fields=["ended"])
    taken = Task.objects.filter(order=order, dropped_why=MERGED)
    taken.update(dropped_at=None, dropped_why="")
    say(
        OrderReopened(order.pk, end.pk),
        subjects=(order, end),
        unit=order.unit_id,
        ends=(end,),
    )
    return answer("order-reopened", order=order.pk)
