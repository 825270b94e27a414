"""A second proof is taken away by its person; an administrator keeps one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks, rows, second_due
from greenlane.core.actors import Actor, apart
from greenlane.core.by_password import ByPassword, the_person
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.kinds import DESK
from greenlane.core.models import Factor, Grant
from greenlane.core.proof_facts import FactorRemoved
from greenlane.core.refusals import NotAllowed, NotFound, Refused


class RemoveFactor(ByPassword):
    SECRETS: ClassVar[tuple[str, ...]] = ("password",)
    factor = Id(kind="factor", label=_("Second proof"))


@command(
    "core.remove_factor",
    title=_("Remove a second proof"),
    takes=RemoveFactor,
    needs="",
    kind=DESK,
)
def remove_factor(form: RemoveFactor, *, by: Actor, at: datetime) -> Answer:
    account = the_person(by, form.cleaned_data["password"])
    [factor] = locks.take(rows.find(Factor, form.cleaned_data["factor"]))
    if factor.account_id != account.pk:
        raise NotFound("factor")
    if factor.removed_at:
        raise Refused("factor-removed-already")
    others = account.factors.filter(removed_at__isnull=True).exclude(pk=factor.pk)
    held = Grant.objects.filter(account=account, revoked_at__isnull=True)
    keeps = held.filter(role__in=apart()).exists() or second_due.asks(account.pk)
    if not others.exists() and keeps:
        raise NotAllowed("administrators-keep-a-second", next_step="core.add_totp")
    factor.removed_at = clock.now()
    factor.save(update_fields=["removed_at"])
    account.end_sessions()
    say(
        FactorRemoved(account.pk, factor.pk, factor.kind),
        subjects=(factor, account_subject(account.pk)),
        unit=account.unit_id,
    )
    return answer("factor-removed", factor=factor.pk)
