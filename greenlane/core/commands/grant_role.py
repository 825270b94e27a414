"""An account is given a role in a unit, and so in every unit below it."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.called import account_called, account_subject, unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import RoleGranted
from greenlane.core.kinds import DESK
from greenlane.core.models import Account, Grant, Token, Unit
from greenlane.core.refusals import NotAllowed, Refused


def role_choices() -> list[tuple[str, Any]]:
    return list(import_module(settings.GREENLANE_ROLES).LABELS.items())


class GrantRole(CommandForm):
    account = Text(max_length=60, label=_("Login name"))
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    role = forms.ChoiceField(choices=role_choices, label=_("Role"))


@command(
    "core.grant_role",
    title=_("Grant a role"),
    takes=GrantRole,
    needs="secure",
    kind=DESK,
)
def grant_role(form: GrantRole, *, by: Actor, at: datetime) -> Answer:
    unit = unit_called(form.cleaned_data["unit"])
    [account] = locks.take(account_called(form.cleaned_data["account"]))
    grant = give(account, form.cleaned_data["role"], unit, by=by)
    return answer("role-granted", grant=grant.pk)


def give(account: Account, role: str, unit: Unit, *, by: Actor) -> Grant:
    """Inside a command, with the account locked. Raises NotAllowed, Refused."""
    _refuse(account, role, unit, by=by)
    grant = Grant.objects.create(
        unit=unit, account=account, role=role, granted_at=clock.now()
    )
    say(
        RoleGranted(account.pk, unit.pk, role),
        subjects=(grant, account_subject(account.pk)),
        unit=unit.pk,
    )
    return grant


def _refuse(account: Account, role: str, unit: Unit, *, by: Actor) -> None:
    """Nobody raises himself; the three administrators are three people."""
    if account.sealed:
        raise NotAllowed("emergency-account-stays", next_step="second-account")
    if account.pk == by.account:
        raise NotAllowed("no-role-for-oneself", next_step="second-administrator")
    held = Grant.objects.filter(account=account, revoked_at__isnull=True)
    if held.filter(unit=unit, role=role).exists():
        raise Refused("role-held-already")
    apart = import_module(settings.GREENLANE_ROLES).APART
    if role not in apart:
        return
    if held.filter(role__in=apart - {role}).exists():
        raise NotAllowed("administrators-stay-apart", next_step="second-account")
    live = Token.objects.filter(account=account, revoked_at__isnull=True)
    if live.filter(expires_at__gt=clock.wall()).exists():
        # Whoever holds such a key would act as the administrator from now on.
        raise Refused("administrator-has-keys", next_step="core.revoke_token")
