"""Somebody takes the order on: from now on it has a name to call."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work.facts.orders import OrderTaken
from greenlane.work.models import Order
from greenlane.work.orders import must_be_open
from greenlane.workforce.queries import person_of


class TakeOrder(CommandForm):
    order = Id(kind="order", label=_("Order"))


@command(
    "work.take_order",
    title=_("Take on the order"),
    takes=TakeOrder,
    needs="plan",
    kind=CLAIM,
)
def take_order(form: TakeOrder, *, by: Actor, at: datetime) -> Answer:
    person = person_of(by)
    [order] = locks.take(find(Order, form.cleaned_data["order"]))
    must_be_open(order)
    if order.taken_by_id:
        raise Refused("order-taken-already", person=str(order.taken_by_id))
    order.taken_at, order.taken_by = at, person
    order.save(update_fields=["taken_at", "taken_by"])
    say(OrderTaken(order.pk, person.pk), subjects=(order, person), unit=order.unit_id)
    return answer("order-taken", order=order.pk)
