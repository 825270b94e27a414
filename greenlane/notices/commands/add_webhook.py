"""Notices go to an address outside: a person's own, or those of a unit in his care.

A webhook, or in the form of another service; `channels.SERVICES` has them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks, second
from greenlane.core.actors import WEB, Actor
from greenlane.core.called import account_subject, own_account, unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Account, Head, Unit
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.notices import channels
from greenlane.notices.facts import WebhookAdded
from greenlane.notices.fields import AddressField
from greenlane.notices.kinds import FOR_A_UNIT, KINDS, LABELS
from greenlane.notices.models import Webhook

MOST = 10  # webhooks of one account


class AddWebhook(CommandForm):
    SECRETS: ClassVar[tuple[str, ...]] = ("address", "secret")
    name = Text(max_length=60, label=_("What it is called"))
    address = AddressField(label=_("Address"))
    secret = forms.RegexField(
        r"^[A-Za-z0-9_-]{32,120}$",
        label=_("Secret"),
        help_text=_("It signs what a webhook is told: 32 letters and digits or more."),
        required=False,
        error_messages={"invalid": _("The secret has fewer than 32 characters.")},
    )
    kinds = forms.MultipleChoiceField(
        choices=list(LABELS.items()), label=_("Kinds of notice")
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("Language"))
    unit = Text(
        max_length=8,
        label=_("Code of the unit"),
        help_text=_("For what happens in a whole unit; empty: for yourself."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """What a program is told is signed; a chat or a mailbox checks nothing."""
        given: dict[str, Any] = super().clean() or {}
        where, said = given.get("address"), given.get("secret") or self.errors
        is_signed = where and channels.channel(where).service == channels.WEBHOOK
        if is_signed and not said:
            needed = ValidationError(_("A webhook needs a secret."), "required")
            self.add_error("secret", needed)
        return given


@command(
    "notices.add_webhook",
    title=_("Add a channel"),
    takes=AddWebhook,
    needs="",
    kind=DESK,
)
def add_webhook(form: AddWebhook, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    if by.via != WEB:
        # A key that is taken back must leave nothing behind that goes on telling.
        raise NotAllowed("webhook-needs-its-person")
    [account] = locks.take(own_account())
    unit, whole = unit_called(given["unit"]), bool(given["unit"])
    if whole:
        _must_care_for(unit, given["kinds"], by=by)
    if Webhook.objects.filter(account=account, removed_at=None).count() >= MOST:
        raise Refused("too-many-webhooks", most=MOST)
    hook = _written(given, account, unit, whole=whole)
    say(
        WebhookAdded(hook.pk, account.pk, whole, hook.kinds),
        subjects=(hook, account_subject(account.pk)),
        unit=unit.pk,
    )
    return answer("webhook-added", webhook=hook.pk)


def _must_care_for(unit: Unit, kinds: list[str], *, by: Actor) -> None:
    """What a unit does is told outside by whoever runs its work or its machines."""
    if not any(by.may(need, unit.path) for need in FOR_A_UNIT):
        raise NotAllowed("role-missing", needs=FOR_A_UNIT[0])
    for code in kinds:
        if not KINDS[code].unit:
            raise Refused("kind-is-a-persons", field="kinds", notice=code)


def _written(
    given: dict[str, Any], account: Account, unit: Unit, *, whole: bool
) -> Webhook:
    where: str = given["address"]
    found = channels.channel(where)
    return Webhook.objects.create(
        unit=unit,
        account=account,
        name=given["name"],
        service=found.service,
        host=found.host,
        address=second.seal(where),
        secret=second.seal(given["secret"]),
        kinds=" ".join(given["kinds"]),
        language=given["language"],
        whole_unit=whole,
        since={str(pk): seq for pk, seq in Head.objects.values_list("unit", "seq")},
        added_at=clock.wall(),
    )
