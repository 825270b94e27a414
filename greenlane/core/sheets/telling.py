"""What came of a table, in the reader's language: for the page and the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.core.sheets.trial import Fault, Trial

COUNTS: dict[str, Promise] = {
    "created": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("as they were"),
    "certificates": gettext_lazy("certificates, new or renewed"),
    "organisations": gettext_lazy("new organisations"),
    "teams": gettext_lazy("new teams"),
    "points": gettext_lazy("new supply points"),
    "contacts": gettext_lazy("new contacts"),
}


def counted(counts: Mapping[str, object]) -> list[tuple[str, object]]:
    """(what, how many) in a fixed order."""
    return [(str(COUNTS[name]), counts[name]) for name in COUNTS if name in counts]


def names_told(trial: Trial) -> Iterator[tuple[str, str]]:
    """What would be new by name: a slip of the pen is seen here, before it is kept."""
    for what, names in trial.new_names.items():
        if names:
            yield str(COUNTS[what]), ", ".join(names)


def place_of(fault: Fault) -> str:
    """Where it is, as the spreadsheet shows it."""
    if not fault.line:
        return _("The whole file")
    at = {"line": fault.line, "column": fault.column, "heading": fault.heading}
    if not fault.column:
        return _("row %(line)s (%(heading)s)") % at
    return _("row %(line)s, column %(column)s (%(heading)s)") % at
