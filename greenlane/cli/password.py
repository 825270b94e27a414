"""Somebody forgot the password: on the machine itself, when no administrator can."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli import asking
from greenlane.cli.saying import Said, Wrong
from greenlane.core import codes
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.models import Account
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
    lines = (*said.lines, says % {"secret": code})
    return Said({**said.data, "password": code}, lines)
