"""The site is told a new window: the old promise stays on record, and is scored too."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.dispatch import promises
from greenlane.dispatch.models import OrderPlan
from greenlane.work.models import Order
from greenlane.work.orders import must_be_open


class PromiseAgain(CommandForm):
    order = Id(kind="order", label=_("Order"))
    reason = Text(max_length=240, label=_("What has changed"))


@command(
    "dispatch.promise_again",
    title=_("Promise the site a new window"),
    takes=PromiseAgain,
    needs="plan",
    kind=DESK,
    relies_on=("dispatch.promised",),
)
def promise_again(form: PromiseAgain, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [order] = locks.take(find(Order, given["order"]))
    must_be_open(order)
    plan = OrderPlan.objects.filter(order=order).first()
    if plan is None or plan.p50_at is None or plan.p80_at is None:
        raise Refused("nothing-to-promise", order=order.number)
    row = promises.promise(
        order.unit, order.pk, plan.p50_at, plan.p80_at, plan.revision,
        at=at, reason=given["reason"],
    )  # fmt: skip
    return answer("promised", promise=row.pk)
