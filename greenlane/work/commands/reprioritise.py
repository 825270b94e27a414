"""An order comes before or after others: who decided, and why, is kept."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, written
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work.facts.orders import OrderReprioritised
from greenlane.work.models import Order, PriorityChange
from greenlane.work.orders import must_be_open


class Reprioritise(CommandForm):
    order = Id(kind="order", label=_("Order"))
    priority = forms.IntegerField(
        label=_("Priority"), min_value=1, max_value=5, help_text=_("1 comes first.")
    )
    reason = Text(max_length=240, label=_("Reason"))


@command(
    "work.reprioritise",
    title=_("Change the priority"),
    takes=Reprioritise,
    needs="command",
    kind=DESK,
    relies_on=("work.order_",),
)
def reprioritise(form: Reprioritise, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [order] = locks.take(find(Order, given["order"]))
    must_be_open(order)
    before, after = order.priority, given["priority"]
    if before == after:
        raise Refused("priority-is-so", priority=after)
    change = PriorityChange(
        unit_id=order.unit_id,
        order=order,
        before=before,
        after=after,
        reason=given["reason"],
        at=at,
    )
    order.priority = after
    written.insert([change])
    written.update([order], "priority")
    say(
        OrderReprioritised(order.pk, before, after),
        subjects=(order, change),
        unit=order.unit_id,
        stamps=(change,),
    )
    return answer("order-reprioritised", order=order.pk, priority=after)
