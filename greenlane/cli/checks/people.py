"""Who may come in: the three offices are kept apart, and all three are held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count
from django.utils.translation import gettext as _

from greenlane.cli.checks.finding import Check, broken, warning, well
from greenlane.core import clock, second_due
from greenlane.core.actors import role_label
from greenlane.core.models import Account, Grant, Token, Unit
from greenlane.roles import APART

SOON = timedelta(days=14)


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


def keys() -> Iterator[Check]:
    """Keys of machines that end soon, while somebody may still want them."""
    now = clock.wall()
    live = Token.objects.filter(revoked_at__isnull=True, account__is_active=True)
    soon = live.filter(expires_at__gt=now, expires_at__lte=now + SOON)
    for token in soon.order_by("expires_at").select_related("account"):
        told = {"name": token.name, "who": token.account.username}
        told["day"] = f"{token.expires_at:%Y-%m-%d}"
        says = _("the key %(name)s of %(who)s ends on %(day)s") % told
        yield warning("keys", says, _("Issue a new one: greenlane token issue"))
    if not soon:
        count = live.filter(expires_at__gt=now).count()
        yield well("keys", _("%(count)s keys, none ends soon") % {"count": count})


def second_proofs() -> Iterator[Check]:
    """Whoever has to have one by the rule pack, and has none yet."""
    live = Unit.objects.filter(is_drill=False, pack__isnull=False)
    silent = [
        unit.code
        for unit in live.select_related("pack").order_by("path")
        if unit.pack and second_due.says_nothing(unit.pack)
    ]
    if silent:
        says = _("the rule pack does not say yet who must have one: %(units)s")
        mend = _("Pin it anew: core.pin_pack")
        yield warning("second-proofs", says % {"units": ", ".join(silent)}, mend)
    open_ = second_due.lacking(Grant.objects.all())
    for account, by in open_.items():
        says = _("%(who)s has none; from %(day)s only the page opens that adds one")
        told = {"who": account.username, "day": f"{by:%Y-%m-%d}"}
        mend = _("Each adds an own one, on /own/proofs")
        yield warning("second-proofs", says % told, mend)
    if not open_ and not silent:
        yield well("second-proofs", _("whoever must have one has one"))


CHECKS = (offices, keys, second_proofs)
