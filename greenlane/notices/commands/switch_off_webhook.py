"""The house itself stops to send where nobody has answered for a day."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import SYSTEM, Actor
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.notices.facts import WebhookSwitchedOff
from greenlane.notices.owned import taken


class SwitchOffWebhook(CommandForm):
    webhook = Id(kind="webhook", label=_("Channel"))


@command(
    "notices.switch_off_webhook",
    title=_("Switch a channel off"),
    takes=SwitchOffWebhook,
    needs="secure",
    kind=DESK,
)
def switch_off_webhook(form: SwitchOffWebhook, *, by: Actor, at: datetime) -> Answer:
    hook = taken(form.cleaned_data["webhook"], by=by)
    if by.via != SYSTEM:
        raise NotAllowed("the-house-switches-off")
    if hook.off_at:
        raise Refused("webhook-off-already")
    hook.off_at = clock.wall()
    hook.save(update_fields=["off_at"])
    say(
        WebhookSwitchedOff(hook.pk, hook.account_id),
        subjects=(hook, account_subject(hook.account_id)),
        unit=hook.unit_id,
    )
    return answer("webhook-off", webhook=hook.pk)
