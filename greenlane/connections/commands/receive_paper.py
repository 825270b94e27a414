"""A paper that was owed has come."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_request import PaperReceived
from greenlane.connections.models import Paper
from greenlane.core import blobs
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import BlobField, Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.locks import take
from greenlane.core.refusals import Refused
from greenlane.core.rows import find


class ReceivePaper(CommandForm):
    paper = Id("paper", label=_("Paper"))
    blob = BlobField(label=_("Scan"), required=False)


@command(
    "connections.receive_paper",
    title=_("Record a paper received"),
    takes=ReceivePaper,
    needs="paper",
    kind=DESK,
)
def receive_paper(form: ReceivePaper, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    named = find(Paper, given["paper"])
    if given["blob"]:
        blobs.seen(given["blob"], by=by)
    [order, paper] = take(named.order, named)
    if paper.received_at:
        raise Refused("paper-received-already", kind=paper.kind)
    paper.received_at, paper.blob = at, given["blob"]
    paper.save(update_fields=["received_at", "blob"])
    subjects = (order, paper)
    say(PaperReceived(paper.pk, paper.kind), subjects=subjects, unit=order.unit_id)
    return answer("paper-received", paper=paper.pk)
