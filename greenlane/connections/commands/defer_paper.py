"""One more paper may follow: who owes it, why, what stands in for it now."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.connections.models import Paper
from greenlane.connections.papers import owe
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.locks import take
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work.models import Order


class DeferPaper(CommandForm):
    order = Id("order", label=_("Order"))
    kind = Text(max_length=40, label=_("Which paper"))
    owner = Text(max_length=120, label=_("Who owes it"), required=False)
    stand_in = Text(max_length=240, label=_("What stands in for it"), required=False)
    reason = Text(max_length=240, label=_("Why"))


@command(
    "connections.defer_paper",
    title=_("Let a paper follow"),
    takes=DeferPaper,
    needs="paper",
    kind=DESK,
)
def defer_paper(form: DeferPaper, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [order] = take(find(Order, given["order"]))
    open_one = Paper.objects.filter(
        order=order,
        kind=given["kind"],
        received_at__isnull=True,
        waived_at__isnull=True,
    )
    if open_one.exists():
        raise Refused("paper-owed-already", kind=given["kind"])
    about = {name: given[name] for name in ("owner", "stand_in", "reason")}
    paper = owe(order, given["kind"], at=at, **about)
    return answer("paper-deferred", paper=paper.pk, due_at=paper.due_at.isoformat())
