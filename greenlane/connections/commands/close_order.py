"""The order is closed: handed over, nothing open, no paper owed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_supply import OrderClosed
from greenlane.connections.models import Handover, Paper
from greenlane.connections.terms import REMOVAL
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.safety.models import Ticket
from greenlane.safety.subjects import settled_order
from greenlane.work.ends import end_order
from greenlane.work.models import Order
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
    end = end_order(order, "closed", at=at)
    say(OrderClosed(order.pk), subjects=(order,), unit=order.unit_id, stamps=(end,))
    return answer("order-closed", order=order.pk)


def _must_be_finished(order: Order) -> None:
    if order.mission == REMOVAL:
        _must_be_removed(order)
    elif not Handover.objects.filter(order=order).exists():
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


def _must_be_removed(order: Order) -> None:
    """Nobody takes over what is gone: the tasks of its playbook are the proof."""
    standing = order.tasks.filter(dropped_at__isnull=True)
    undone = standing.filter(finished_at__isnull=True)
    if undone.exists() or not standing.exists():
        raise Refused("removal-not-done", next_step="work.finish_task")
