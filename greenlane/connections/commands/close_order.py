"""The order is closed: handed over, nothing open, no paper owed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_supply import OrderClosed
from greenlane.connections.models import Handover, Paper
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.safety.models import Ticket
from greenlane.safety.subjects import settled_order
from greenlane.work.models import Order, OrderEnd
from greenlane.work.orders import must_be_open
from greenlane.work.tasks import must_be_quiet


class CloseOrder(CommandForm):
    order = Id("order", label=_("Order"))


@command(
    "connections.close_order",
    title=_("Close the order"),
    takes=CloseOrder,
    needs="paper",
    kind=DESK,
)
def close_order(form: CloseOrder, *, by: Actor, at: datetime) -> Answer:
    order = settled_order(form.cleaned_data["order"])
    must_be_open(order)
    must_be_quiet(task__order=order)
    _must_be_finished(order)
    end = OrderEnd.objects.create(
        unit_id=order.unit_id, order=order, kind="closed", at=at
    )
    say(OrderClosed(order.pk), subjects=(order,), unit=order.unit_id, stamps=(end,))
    return answer("order-closed", order=order.pk)


def _must_be_finished(order: Order) -> None:
    if not Handover.objects.filter(order=order).exists():
        raise Refused("not-handed-over", next_step="connections.hand_over")
    if Ticket.objects.filter(
        order=order, permitted_at__isnull=False, ended_at__isnull=True
    ).exists():
        raise Refused("ticket-still-open", next_step="safety.end_ticket")
    owed = Paper.objects.filter(
        order=order, received_at__isnull=True, waived_at__isnull=True
    ).order_by("due_at")
    if kinds := list(owed.values_list("kind", flat=True)):
        raise Refused(
            "papers-owed",
            next_step="connections.receive_paper",
            papers=" ".join(kinds),
            count=len(kinds),
        )
