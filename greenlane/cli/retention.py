"""Contacts whose orders ended long ago: who is due, and forgetting them."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli import asking
from greenlane.cli.saying import FOUND, OK, Said, columns
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.refusals import Refused
from greenlane.work.retention import Due, due

SAYS = gettext_lazy("List contacts that are kept longer than their term; erase them.")


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument(
        "--erase",
        action="store_true",
        help=_("erase them, each by a command of its own in the journal"),
    )


def run(asked: argparse.Namespace) -> Said:
    found = due()
    try:
        return _said(found, erased=_erase(found) if asked.erase else 0, did=asked.erase)
    except Refused as refusal:
        return asking.refused(refusal)


def _erase(found: list[Due]) -> int:
    for each in found:
        data = {"contact": str(each.contact.pk)}
        perform("places.erase_contact", data, by=system(each.contact.unit))
    return len(found)


def _said(found: list[Due], *, erased: int, did: bool) -> Said:
    rows = [
        (
            each.contact.unit.code,
            each.contact.site.code,
            str(each.contact.pk),
            f"{each.ended_at:%Y-%m-%d}",
        )
        for each in found
    ]
    # No names and no numbers: this goes to logs and mails.
    names = ("unit", "site", "contact", "ended")
    data = {
        "due": [dict(zip(names, row, strict=True)) for row in rows],
        "erased": erased,
    }
    lines = columns(rows)
    for unit, days, assumed in sorted({each.rule for each in found}):
        says = _("%(unit)s: kept for %(days)s days after the last order of the site")
        note = " " + _("(assumed: have your utility confirm it)") if assumed else ""
        lines.append(says % {"unit": unit, "days": days} + note)
    if did:
        lines.append(_("%(count)s contacts erased") % {"count": erased})
        lines.append(_("Backups that were made before still hold them."))
    elif not found:
        lines.append(_("No contact is kept longer than its term."))
    else:
        lines.append(_("Erase them: greenlane retention --erase"))
    return Said(data, lines, OK if did or not found else FOUND)
