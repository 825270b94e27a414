"""What was expected has come, all of it or less; or it is known that it will not."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.dispatch.facts_kit import StockArrived
from greenlane.dispatch.models import Arrival


class ReceiveStock(CommandForm):
    arrival = Id(kind="arrival", label=_("Expected material"))
    came = forms.IntegerField(
        min_value=0,
        max_value=9999,
        required=False,
        label=_("How many came"),
        help_text=_("Empty: all of it. 0: it does not come."),
    )


@command(
    "dispatch.receive_stock",
    title=_("Expected material has come"),
    takes=ReceiveStock,
    needs="stores",
    kind=DESK,
    relies_on=("dispatch.stock_arrived",),
)
def receive_stock(form: ReceiveStock, *, by: Actor, at: datetime) -> Answer:
    [row] = locks.take(find(Arrival, form.cleaned_data["arrival"]))
    came = form.cleaned_data["came"]
    if row.arrived_at:
        raise Refused("stock-arrived-already")
    row.arrived_at, row.came = at, row.amount if came is None else came
    row.save(update_fields=["arrived_at", "came"])
    fact = StockArrived(row.pk, row.item, row.came)
    say(fact, subjects=(), unit=row.unit_id, ends=(row,))
    return answer("stock-arrived", arrival=row.pk, came=row.came)
