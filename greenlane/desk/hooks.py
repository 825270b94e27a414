"""Channels: what stands of each on its page, and the adding of a new one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.core import choices, queries
from greenlane.core.actors import Actor
from greenlane.core.door import perform
from greenlane.notices import channels, owned
from greenlane.notices.commands.add_webhook import AddWebhook
from greenlane.notices.kinds import FOR_A_UNIT, KINDS, LABELS
from greenlane.notices.models import Outcome
from greenlane.notices.texts import came_of
from greenlane.workforce.names import names_of

# How the address of each service is written.
WRITTEN: tuple[tuple[Promise, str], ...] = tuple(
    (channels.SERVICES[code].label, how)
    for code, how in (
        ("webhook", "https://host/path"),
        ("mail", "mailtos://name:password@host?from=a@b.cn&to=c@d.cn"),
        ("wecom", "wecombot://key"),
        ("dingtalk", "dingtalk://secret@token"),
        ("feishu", "feishu://token"),
        ("twilio", "twilio://sid:token@from/to"),
    )
)


@dataclass(frozen=True)
class Hook:
    """One channel as its page says it. `row` has `last_at` beside its own fields.

    `who`: its person.
    """

    row: Any
    who: str
    service: Promise | str
    kinds: tuple[Promise | str, ...]
    last: Promise | str
    bad: bool
    mine: bool


def rows(actor: Actor) -> list[Hook]:
    """The oldest first."""
    found = list(owned.webhooks(actor))
    names = names_of(each.account_id for each in found)
    return [_hook(each, actor, names.get(each.account_id, "")) for each in found]


def _hook(row: Any, actor: Actor, who: str) -> Hook:
    return Hook(
        row=row,
        who=who,
        service=channels.LABELS.get(row.service, row.service),
        kinds=tuple(LABELS.get(each, each) for each in row.kinds.split()),
        last=came_of(row.last or ""),
        bad=row.last_outcome in {Outcome.WAITING, Outcome.FAILED},
        mine=row.account_id == actor.account,
    )


class NewHook(forms.Form):
    """What a person says of a new channel; the secret is drawn here."""

    name = AddWebhook.base_fields["name"]
    address = AddWebhook.base_fields["address"]
    unit = forms.ChoiceField(
        required=False,
        label=_("For whom"),
        help_text=_("For a unit: its orders, stops and alarms."),
    )
    kinds = AddWebhook.base_fields["kinds"]
    language = AddWebhook.base_fields["language"]

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [each for each in queries.units(actor) if _cares(actor, each.path)]
        named = [(each.code, f"{each.code} {each}") for each in units]
        own = ("", _("For myself"))
        self.fields["unit"].choices = [own, *named[: choices.MOST]]  # type: ignore[attr-defined]
        spoken = translation.get_language()
        self.fields["language"].initial = spoken or settings.LANGUAGE_CODE
        needs = actor.needs() | ({"hold"} if named else set())
        kinds = [pair for pair in LABELS.items() if KINDS[pair[0]].needs & needs]
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for_one = [k for k in given.get("kinds", ()) if not KINDS[k].unit]
        if given.get("unit") and for_one:
            says = _("A unit cannot have: %(kinds)s. It waits for one person.")
            named = "; ".join(str(LABELS[each]) for each in for_one)
            raise forms.ValidationError({"kinds": says % {"kinds": named}})
        return given


def _cares(actor: Actor, path: str) -> bool:
    return any(actor.may(need, path) for need in FOR_A_UNIT)


def draw(form: NewHook, *, by: Actor) -> str:
    """Add it through the door; the secret of a webhook, which nobody can say again."""
    secret, given = "glw_" + secrets.token_urlsafe(32), form.cleaned_data
    perform("notices.add_webhook", {**given, "secret": secret}, by=by)
    signed = channels.channel(given["address"]).service == channels.WEBHOOK
    return secret if signed else ""
