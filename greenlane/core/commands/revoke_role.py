"""A role is taken back, at once."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks, rows
from greenlane.core.actors import Actor
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import RoleRevoked
from greenlane.core.kinds import DESK
from greenlane.core.models import Grant
from greenlane.core.refusals import Refused

KEEPER = "security_administrator"  # without one, nobody could grant anything


class RevokeRole(CommandForm):
    grant = Id(kind="grant", label=_("Role held"))


@command(
    "core.revoke_role",
    title=_("Revoke a role"),
    takes=RevokeRole,
    needs="secure",
    kind=DESK,
)
def revoke_role(form: RevokeRole, *, by: Actor, at: datetime) -> Answer:
    found = rows.find(Grant, form.cleaned_data["grant"])
    _unit, grant = locks.take(found.unit, found)
    if grant.revoked_at:
        raise Refused("role-revoked-already")
    if grant.role == KEEPER and not another_keeper(grant):
        raise Refused("last-security-administrator", next_step="core.grant_role")
    grant.revoked_at = clock.now()
    grant.save(update_fields=["revoked_at"])
    say(
        RoleRevoked(grant.account_id, grant.unit_id, grant.role),
        subjects=(grant, account_subject(grant.account_id)),
        unit=grant.unit_id,
    )
    return answer("role-revoked", grant=grant.pk)


def another_keeper(grant: Grant) -> bool:
    """Whether somebody else still keeps the roles of this unit, here or from above."""
    others = Grant.objects.filter(
        role=KEEPER,
        revoked_at__isnull=True,
        account__is_active=True,
        account__pin_shut=False,  # until then it holds no office (core/actors.py)
    ).exclude(account=grant.account_id)
    paths = others.values_list("unit__path", flat=True)
    return any(grant.unit.path.startswith(path) for path in paths)
