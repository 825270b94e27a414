"""Whether the place may go dark meanwhile is answered; until then it may not."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_request import GoingDarkSaid
from greenlane.connections.models import Connection
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.locks import take
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work.models import Order


class SayGoingDark(CommandForm):
    order = Id("order", label=_("Order"))
    may_go_dark = YesNo(label=_("May it go dark meanwhile"))


@command(
    "connections.say_going_dark",
    title=_("Say whether it may go dark"),
    takes=SayGoingDark,
    needs="intake",
    kind=DESK,
)
def say_going_dark(form: SayGoingDark, *, by: Actor, at: datetime) -> Answer:
    said = form.cleaned_data["may_go_dark"]
    named = find(Order, form.cleaned_data["order"])
    # Whoever isolates reads it under the site.
    _site, order = take(named.site, named)
    row = Connection.objects.filter(order=order).first()
    if row is None:
        raise Refused("no-connection-order", order=order.number)
    if row.may_go_dark == said:
        raise Refused("nothing-to-change")
    row.may_go_dark = said
    row.save(update_fields=["may_go_dark"])
    say(GoingDarkSaid(order.pk, said), subjects=(order, row), unit=order.unit_id)
    return answer("going-dark-said", order=order.pk, may_go_dark=said)
