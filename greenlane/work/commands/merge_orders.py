"""Two requests for the same thing become one order."""

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
from greenlane.work import ends
from greenlane.work.facts.orders import OrdersMerged
from greenlane.work.models import Clearance, Order
from greenlane.work.orders import must_be_open
from greenlane.work.tasks import must_be_quiet

_OF_STINTS = ("stint", "desk")


class MergeOrders(CommandForm):
    order = Id(kind="order", label=_("The duplicate"))
    into = Id(kind="order", label=_("The order that stays"))


@command(
    "work.merge_orders",
    title=_("Merge a duplicate request"),
    takes=MergeOrders,
    needs="plan",
    kind=DESK,
    relies_on=("work.", "safety.", "connections."),
)
def merge_orders(form: MergeOrders, *, by: Actor, at: datetime) -> Answer:
    """The duplicate's tasks and waits end; its points and children go to the other.

    Refused when the duplicate has released anything on the plant: that is no duplicate.
    """
    given = form.cleaned_data
    double, into = find(Order, given["order"]), find(Order, given["into"])
    if double.pk == into.pk or double.site_id != into.site_id:
        raise Refused("not-a-duplicate", order=double.number, into=into.number)
    double, into = locks.take(double, into)
    must_be_open(double)
    must_be_open(into)
    must_be_quiet(task__order=double)
    released = Clearance.objects.filter(order=double, revoked_at__isnull=True)
    if released.exclude(kind__in=_OF_STINTS).exists():
        raise Refused("order-has-releases", order=double.number)
    into.points.add(*double.points.all())
    double.children.update(parent=into)
    end = ends.end_order(double, "merged", into=into, at=at)
    ends.take_tasks_away(double, at=at)
    say(
        OrdersMerged(double.pk, into.pk),
        subjects=(double, into, end),
        unit=double.unit_id,
        stamps=(end,),
    )
    return answer("orders-merged", order=double.pk, into=into.pk)
