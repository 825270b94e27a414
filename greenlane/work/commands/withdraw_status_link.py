"""The address is in the wrong hands, or not needed any more: it shows nothing."""

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
from greenlane.work.facts.status import StatusLinkWithdrawn
from greenlane.work.models import StatusLink


class WithdrawStatusLink(CommandForm):
    link = Id(kind="statuslink", label=_("Status page"))


@command(
    "work.withdraw_status_link",
    title=_("Withdraw a status page"),
    takes=WithdrawStatusLink,
    needs="intake",
    kind=DESK,
)
def withdraw_status_link(
    form: WithdrawStatusLink, *, by: Actor, at: datetime
) -> Answer:
    [link] = locks.take(find(StatusLink, form.cleaned_data["link"]))
    if link.closed_at:
        raise Refused("status-link-withdrawn")
    link.closed_at = at
    link.save(update_fields=["closed_at"])
    say(
        StatusLinkWithdrawn(link.order_id, link.pk),
        subjects=(link, ("order", link.order_id)),
        unit=link.unit_id,
    )
    return answer("status-link-withdrawn", link=link.pk)
