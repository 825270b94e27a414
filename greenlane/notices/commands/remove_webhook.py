"""No notices go there any more: by its own person, or by whoever lets people in."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.notices.facts import WebhookRemoved
from greenlane.notices.owned import taken


class RemoveWebhook(CommandForm):
    webhook = Id(kind="webhook", label=_("Channel"))


@command(
    "notices.remove_webhook",
    title=_("Remove a channel"),
    takes=RemoveWebhook,
    needs="",
    kind=DESK,
)
def remove_webhook(form: RemoveWebhook, *, by: Actor, at: datetime) -> Answer:
    hook = taken(form.cleaned_data["webhook"], by=by)
    hook.removed_at = clock.wall()
    # What nobody sends to any more is not kept, sealed or not.
    hook.address = hook.secret = ""
    hook.save(update_fields=["removed_at", "address", "secret"])
    say(
        WebhookRemoved(hook.pk, hook.account_id),
        subjects=(hook, account_subject(hook.account_id)),
        unit=hook.unit_id,
    )
    return answer("webhook-removed", webhook=hook.pk)
