"""The hold is over; the order goes on."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work.ends import end_hold
from greenlane.work.models import Order


class ResumeOrder(CommandForm):
    order = Id(kind="order", label=_("Order"))


@command(
    "work.resume_order",
    title=_("Let the order go on"),
    takes=ResumeOrder,
    needs="hold",
    kind=DESK,
    relies_on=("work.order_",),
)
def resume_order(form: ResumeOrder, *, by: Actor, at: datetime) -> Answer:
    [order] = locks.take(find(Order, form.cleaned_data["order"]))
    if not end_hold(order, at=at):
        raise Refused("order-not-held", order=order.number)
    return answer("order-resumed", order=order.pk)
