"""A test notice is asked for; a webhook that was switched off is on again."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import WEB, Actor
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import NotAllowed
from greenlane.notices.facts import WebhookTried
from greenlane.notices.owned import taken


class TryWebhook(CommandForm):
    webhook = Id(kind="webhook", label=_("Channel"))


@command(
    "notices.try_webhook",
    title=_("Test a channel"),
    takes=TryWebhook,
    needs="",
    kind=DESK,
)
def try_webhook(form: TryWebhook, *, by: Actor, at: datetime) -> Answer:
    hook = taken(form.cleaned_data["webhook"], by=by)
    if by.via != WEB:
        raise NotAllowed("webhook-needs-its-person")
    if hook.off_at:
        hook.off_at = None
        hook.save(update_fields=["off_at"])
    # The journal is the queue: the follower turns this into a notice.
    say(
        WebhookTried(hook.pk, hook.account_id),
        subjects=(hook, account_subject(hook.account_id)),
        unit=hook.unit_id,
    )
    return answer("webhook-tried", webhook=hook.pk)
