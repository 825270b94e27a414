"""Keys of machines: issued and taken back by whoever stands at the machine itself."""

from __future__ import annotations

import argparse
import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli import asking
from greenlane.cli.saying import Said, Wrong, columns
from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.kinds import SCOPES
from greenlane.core.models import Account, Token
from greenlane.core.refusals import Refused

SAYS = gettext_lazy("Issue, revoke or list the keys of machines.")
DAYS = 90


def words(own: argparse.ArgumentParser) -> None:
    below = own.add_subparsers(metavar=_("what"), required=True, dest="what")
    issue = below.add_parser("issue", help=_("a new one; its secret is said once"))
    issue.add_argument("--account", required=True, help=_("login name it acts for"))
    issue.add_argument("--name", required=True, help=_("what it is for"))
    issue.add_argument("--unit", default="", help=_("code of the unit it sees"))
    issue.add_argument(
        "--scope",
        action="append",
        choices=SCOPES,
        required=True,
        help=_("a kind of command; may come again; never a release"),
    )
    issue.add_argument("--days", type=int, default=DAYS, help=_("valid for (90)"))
    revoke = below.add_parser("revoke", help=_("take one back, at once"))
    revoke.add_argument("token", help=_("its id, from the list"))
    listing = below.add_parser("list", help=_("all of them, without secrets"))
    hidden: dict[str, Any] = {"help": argparse.SUPPRESS, "default": argparse.SUPPRESS}
    for each in (issue, revoke, listing):
        each.add_argument("--json", action="store_true", **hidden)


def run(asked: argparse.Namespace) -> Said:
    deeds = {"issue": _issue, "revoke": _revoke, "list": _list}
    try:
        return deeds[asked.what](asked)
    except Refused as refusal:
        return asking.refused(refusal)


def _issue(asked: argparse.Namespace) -> Said:
    account = Account.objects.filter(username=asked.account).first()
    if account is None:
        raise Wrong(_("There is no account %(name)s.") % {"name": asked.account})
    if not 0 < asked.days <= settings.TOKEN_DAYS:
        most = {"most": settings.TOKEN_DAYS}
        raise Wrong(_("A token is valid for 1 to %(most)s days.") % most)
    secret = "gl_" + secrets.token_urlsafe(32)
    until = clock.wall() + timedelta(days=asked.days)
    data = {
        "account": asked.account,
        "unit": asked.unit,
        "name": asked.name,
        "scopes": sorted(set(asked.scope)),
        "expires_at": until.isoformat(),
        "secret_sha256": hashlib.sha256(secret.encode()).hexdigest(),
    }
    done = perform("core.issue_token", data, by=system(account.unit))
    said = asking.done(done)
    says = _("This is said once. Keep it as GREENLANE_TOKEN: %(secret)s")
    lines = (*said.lines, says % {"secret": secret})
    return Said({**said.data, "secret": secret}, lines)


def _revoke(asked: argparse.Namespace) -> Said:
    found = {str(each.pk): each for each in Token.objects.select_related("unit")}
    token = found.get(asked.token)
    if token is None:
        raise Wrong(_("There is no token %(id)s.") % {"id": asked.token})
    data = {"token": asked.token}
    return asking.done(perform("core.revoke_token", data, by=system(token.unit)))


def _list(asked: argparse.Namespace) -> Said:
    tokens = list(Token.objects.select_related("account", "use").order_by("pk"))
    rows = [
        (
            str(each.pk),
            each.account.username,
            _state(each),
            str(each.use.day) if hasattr(each, "use") else "-",
            f"{each.expires_at:%Y-%m-%d}",
            each.scopes,
            each.name,
        )
        for each in tokens
    ]
    names = ("token", "account", "state", "used", "expires", "scopes", "name")
    data = {"tokens": [dict(zip(names, row, strict=True)) for row in rows]}
    return Said(data, columns(rows) or (_("There is no token."),))


def _state(token: Token) -> str:
    if token.revoked_at:
        return "revoked"
    return "valid" if token.expires_at > clock.wall() else "expired"
