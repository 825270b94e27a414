"""A machine's key is taken back, at once: by whoever lets people in, or by its own."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks, rows
from greenlane.core.actors import Actor
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import TokenRevoked
from greenlane.core.kinds import DESK
from greenlane.core.models import Token
from greenlane.core.refusals import NotAllowed, Refused


class RevokeToken(CommandForm):
    token = Id(kind="token", label=_("Token"))


@command(
    "core.revoke_token",
    title=_("Revoke a token"),
    takes=RevokeToken,
    needs="",
    kind=DESK,
)
def revoke_token(form: RevokeToken, *, by: Actor, at: datetime) -> Answer:
    found = rows.find(Token, form.cleaned_data["token"])
    if found.account_id != by.account and not by.may("secure", found.unit.path):
        raise NotAllowed("role-missing", needs="secure")
    [token] = locks.take(found)
    if token.revoked_at:
        raise Refused("token-revoked-already")
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    say(
        TokenRevoked(token.pk, token.account_id),
        subjects=(token, account_subject(token.account_id)),
        unit=token.unit_id,
    )
    return answer("token-revoked", token=token.pk)
