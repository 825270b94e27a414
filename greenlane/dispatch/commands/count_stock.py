"""Somebody counts what of an item lies in the store. From then on the plan asks for it.

An item that nobody has counted holds no work: the plan does not know of it.
"""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.rows import home_unit
from greenlane.dispatch.facts_kit import StockCounted
from greenlane.dispatch.models import StockCount
from greenlane.work.kit import MATERIALS


class CountStock(CommandForm):
    item = forms.ChoiceField(choices=list(MATERIALS.items()), label=_("Material"))
    amount = forms.IntegerField(min_value=0, max_value=9999, label=_("How many"))


@command(
    "dispatch.count_stock",
    title=_("Count material in the store"),
    takes=CountStock,
    needs="stores",
    kind=DESK,
)
def count_stock(form: CountStock, *, by: Actor, at: datetime) -> Answer:
    item, amount = form.cleaned_data["item"], form.cleaned_data["amount"]
    unit = home_unit()
    row = StockCount.objects.create(unit=unit, item=item, amount=amount, counted_at=at)
    say(StockCounted(item, amount), subjects=(), unit=unit.pk, stamps=(row,))
    return answer("stock-counted", item=item, amount=amount)
