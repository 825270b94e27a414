"""A person comes in with a second proof: what it used up is used up, and told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks, passkeys, second
from greenlane.core.actors import WEB, Actor
from greenlane.core.called import account_subject, own_account
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Account, FactorKind, RecoveryCode, Refusal
from greenlane.core.proof_facts import SecondProved
from greenlane.core.refusals import NotAllowed, Refused

TRIES, PAUSE = 5, timedelta(minutes=5)  # wrong codes before a pause
WRONG = ("code-wrong", "passkey-wrong")


class ProveSecond(CommandForm):
    SECRETS: ClassVar[tuple[str, ...]] = ("code", "state", "answer")
    code = forms.CharField(max_length=40, required=False, label=_("Code"))
    state = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    answer = forms.CharField(max_length=8000, required=False, widget=forms.HiddenInput)


@command(
    "core.prove_second",
    title=_("Give the second proof"),
    takes=ProveSecond,
    needs="",
    kind=DESK,
)
def prove_second(form: ProveSecond, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    if by.via != WEB:
        raise NotAllowed("pin-needs-its-person", next_step="log-in")
    account: Account
    [account] = locks.take(own_account())
    _pause(account)
    if given["answer"]:
        how = _by_passkey(account, given["state"], given["answer"])
    else:
        how = _by_app(account, given["code"]) or _by_paper(account, given["code"])
    if not how:
        raise NotAllowed("code-wrong", next_step="type-code-again")
    left = second.codes_left(account.pk)
    subject = account_subject(account.pk)
    say(SecondProved(account.pk, how, left), subjects=(subject,), unit=account.unit_id)
    return answer("second-proved", how=how, left=left)


def _pause(account: Account) -> None:
    since = clock.wall() - PAUSE
    wrong = Refusal.objects.filter(account=account.pk, code__in=WRONG)
    if wrong.filter(wall_at__gt=since).count() >= TRIES:
        raise NotAllowed("code-paused", next_step="wait-five-minutes")
    if not second.has_one(account.pk):
        raise Refused("no-second-proof-yet", next_step="core.add_totp")


def _by_passkey(account: Account, state: str, text: str) -> str:
    factor, counter = passkeys.check(account.pk, state, text)
    factor.counter = counter
    factor.save(update_fields=["counter"])
    return FactorKind.PASSKEY.value


def _by_app(account: Account, code: str) -> str:
    held = account.factors.filter(kind=FactorKind.TOTP, removed_at__isnull=True)
    factor = held.first()
    secret = second.unseal(factor.secret) if factor else None
    if factor is None or secret is None:
        return ""
    step = second.step_of(secret, code, after=factor.counter)
    if step is None:
        return ""
    factor.counter = step
    factor.save(update_fields=["counter"])
    return FactorKind.TOTP.value


def _by_paper(account: Account, code: str) -> str:
    rows = RecoveryCode.objects.filter(account=account, used_at__isnull=True)
    mine = rows.filter(void_at__isnull=True, digest=second.digest(account.pk, code))
    return "paper" if mine.update(used_at=clock.now()) else ""
