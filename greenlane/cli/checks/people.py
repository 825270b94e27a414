"""Who may come in: the three offices are kept apart, and all three are held."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _

from greenlane.cli.checks.finding import Check, broken, warning, well
from greenlane.core.actors import role_label
from greenlane.core.models import Account, Grant, Unit
from greenlane.roles import APART


def offices() -> Iterator[Check]:
    """No account holds two; a grant that went round the door would show here."""
    held = Grant.objects.filter(role__in=APART, revoked_at__isnull=True)
    several = held.values("account").annotate(n=Count("role", distinct=True))
    twice = several.filter(n__gt=1).values("account")
    names = Account.objects.filter(pk__in=twice).values_list("username", flat=True)
    if names:
        says = _("these hold two offices that watch each other: %(names)s")
        mend = _("Take one back: core.revoke_role")
        yield broken("offices", says % {"names": ", ".join(sorted(names))}, mend)
        return
    live = Unit.objects.filter(parent=None, is_drill=False).exists()
    there = set(held.filter(account__is_active=True).values_list("role", flat=True))
    if live and (open_ := sorted(APART - there)):
        says = _("nobody is: %(roles)s")
        roles = ", ".join(role_label(role) for role in open_)
        yield warning("offices", says % {"roles": roles}, "core.grant_role")
    else:
        yield well("offices", _("the three administrators are three people"))


CHECKS = (offices,)
