"""Material is on its way: how much of what, and when it should be here."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Instant
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import home_unit
from greenlane.dispatch.facts_kit import StockExpected
from greenlane.dispatch.models import Arrival, StockCount
from greenlane.work.kit import MATERIALS


class ExpectStock(CommandForm):
    item = forms.ChoiceField(choices=list(MATERIALS.items()), label=_("Material"))
    amount = forms.IntegerField(min_value=1, max_value=9999, label=_("How many"))
    due_at = Instant(label=_("Expected at"))


@command(
    "dispatch.expect_stock",
    title=_("Expect material"),
    takes=ExpectStock,
    needs="stores",
    kind=DESK,
)
def expect_stock(form: ExpectStock, *, by: Actor, at: datetime) -> Answer:
    given, unit = form.cleaned_data, home_unit()
    if not StockCount.objects.filter(unit=unit, item=given["item"]).exists():
        raise Refused(
            "stock-not-counted", next_step="dispatch.count_stock", item=given["item"]
        )
    if given["due_at"] <= at:
        raise Refused("expected-in-the-past", field="due_at")
    row = Arrival.objects.create(unit=unit, **given)
    fact = StockExpected(row.pk, row.item, row.amount)
    say(fact, subjects=(), unit=unit.pk, stamps=(row,))
    return answer("stock-expected", arrival=row.pk)
