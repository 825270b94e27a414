"""A machine gets a key. Its maker keeps the secret; here comes only the hash of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.called import account_called, account_subject, unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Instant, Text
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import TokenIssued
from greenlane.core.kinds import DESK, SCOPES
from greenlane.core.models import Account, Grant, Token
from greenlane.core.refusals import NotAllowed, Refused


class IssueToken(CommandForm):
    account = Text(max_length=60, label=_("Login name"))
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    name = Text(max_length=80, label=_("What it is for"))
    scopes = forms.MultipleChoiceField(
        choices=list(SCOPES.items()),
        label=_("Kinds of command"),
        help_text=_("Every key may read. A release is never among them."),
    )
    expires_at = Instant(label=_("Valid until"))
    secret_sha256 = forms.RegexField(
        r"^[0-9a-f]{64}$", label=_("SHA-256 of the secret")
    )


@command(
    "core.issue_token",
    title=_("Issue a token"),
    takes=IssueToken,
    needs="secure",
    kind=DESK,
)
def issue_token(form: IssueToken, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    unit = unit_called(given["unit"])
    [account] = locks.take(account_called(given["account"]))
    if account.sealed:
        raise NotAllowed("emergency-account-stays", next_step="own-account")
    _refuse_anothers_office(account, by=by)
    if given["expires_at"] <= clock.wall():
        raise Refused("token-born-dead", field="expires_at")
    if given["expires_at"] > clock.wall() + timedelta(days=settings.TOKEN_DAYS):
        raise Refused("token-lives-too-long", days=settings.TOKEN_DAYS)
    if Token.objects.filter(secret_sha256=given["secret_sha256"]).exists():
        raise Refused("token-secret-used")
    token = Token.objects.create(
        unit=unit,
        account=account,
        name=given["name"],
        secret_sha256=given["secret_sha256"],
        scopes=" ".join(sorted(given["scopes"])),
        expires_at=given["expires_at"],
    )
    say(
        TokenIssued(token.pk, account.pk, token.scopes),
        subjects=(token, account_subject(account.pk)),
        unit=unit.pk,
    )
    return answer("token-issued", token=token.pk)


def _refuse_anothers_office(account: Account, *, by: Actor) -> None:
    """A key for another administrator would be that one's office in one's own hand.

    The house itself (the command line, on the machine) may: it founds the offices.
    """
    apart = import_module(settings.GREENLANE_ROLES).APART
    held = Grant.objects.filter(account=account, revoked_at__isnull=True)
    another = by.account is not None and by.account != account.pk
    if another and held.filter(role__in=apart).exists():
        raise NotAllowed("key-of-an-administrator", next_step="own-account")
