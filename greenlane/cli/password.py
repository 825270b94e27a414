"""Somebody forgot the password: on the machine itself, when no administrator can.

An administrator gets the code for a new PIN with it: nobody stands above the three
offices but whoever stands at the machine. All others get theirs from the second office.
"""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli import asking
from greenlane.cli.saying import Said, Wrong
from greenlane.core import codes
from greenlane.core.actors import apart, system
from greenlane.core.door import perform
from greenlane.core.models import Account, Grant
from greenlane.core.refusals import Refused

SAYS = gettext_lazy("Give an account a password that is good once; it is said once.")


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument("account", help=_("login name"))


def run(asked: argparse.Namespace) -> Said:
    account = Account.objects.select_related("unit").filter(username=asked.account)
    found = account.first()
    if found is None:
        raise Wrong(_("There is no account %(name)s.") % {"name": asked.account})
    code = codes.short()
    data = {"account": asked.account, "password": code}
    try:
        done = perform("core.reset_password", data, by=system(found.unit))
    except Refused as refusal:
        return asking.refused(refusal)
    said = asking.done(done)
    says = _("This is said once, and changed at the next login: %(secret)s")
    lines = [*said.lines, says % {"secret": code}]
    data = {**said.data, "password": code}
    if _is_an_office(found):
        pin_code = _let_a_pin_be_set(found)
        says = _("With this code a new PIN is set, within an hour: %(secret)s")
        lines.append(says % {"secret": pin_code})
        data["pin_code"] = pin_code
    return Said(data, lines)


def _is_an_office(account: Account) -> bool:
    held = Grant.objects.filter(account=account, revoked_at__isnull=True)
    return held.filter(role__in=apart()).exists()


def _let_a_pin_be_set(account: Account) -> str:
    code = codes.short()
    data = {"account": account.username, "code_sha256": codes.digest(code)}
    perform("core.allow_pin", data, by=system(account.unit))
    return code
