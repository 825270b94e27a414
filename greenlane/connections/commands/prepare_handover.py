"""The handover sheet is written: the load cap and the do-not list to be signed."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_supply import HandoverPrepared
from greenlane.connections.models import Connection, Handover
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.locks import take
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work.models import Order


class PrepareHandover(CommandForm):
    order = Id("order", label=_("Order"))
    load_cap_kw = forms.DecimalField(
        max_digits=9, decimal_places=2, min_value=0, label=_("Load cap (kW)"),
        required=False,
    )  # fmt: skip
    do_not = Text(max_length=600, lines=True, label=_("What the site must not do"))


@command(
    "connections.prepare_handover",
    title=_("Write the handover sheet"),
    takes=PrepareHandover,
    needs="accept",
    kind=CLAIM,
)
def prepare_handover(form: PrepareHandover, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    named = find(Order, given["order"])
    [order] = take(named)
    connection = Connection.objects.filter(order=order).first()
    if connection is None:
        raise Refused("not-a-connection", order=order.number)
    if Handover.objects.filter(order=order).exists():
        raise Refused("handed-over-already", next_step="look-again")
    connection.load_cap_kw, connection.do_not = given["load_cap_kw"], given["do_not"]
    connection.save(update_fields=["load_cap_kw", "do_not"])
    fact = HandoverPrepared(order.pk)
    say(fact, subjects=(order, connection), unit=order.unit_id)
    return answer("handover-prepared", connection=connection.pk)
