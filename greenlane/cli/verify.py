"""Every stream is walked, and whatever is not as it was told is named."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from greenlane.cli.saying import FOUND, OK, Said, Wrong
from greenlane.core import checkpoint
from greenlane.core.verify import Finding, Report, verify

SAYS = gettext_lazy("Walk every stream; name each edited, deleted or invented record.")
WORDS = {
    "hole": gettext_lazy("an event is missing before this one"),
    "number-twice": gettext_lazy("the number is used twice"),
    "link-broken": gettext_lazy("it does not follow from the event before"),
    "event-changed": gettext_lazy("the event was changed"),
    "event-unreadable": gettext_lazy("the event cannot be read"),
    "subjects-changed": gettext_lazy("what the event is about was changed"),
    "subject-of-no-event": gettext_lazy("a subject stands without its event"),
    "head-differs": gettext_lazy("the stream does not end where it should"),
    "tail-cut": gettext_lazy("the newest events were cut off"),
    "unit-removed": gettext_lazy("the unit was removed"),
    "differs-from-checkpoint": gettext_lazy("the stream was written anew"),
    "checkpoints-disagree": gettext_lazy("two checkpoints tell two stories"),
    "signature-wrong": gettext_lazy("nobody here signed this checkpoint"),
    "row-without-event": gettext_lazy("a record that no event tells of"),
    "instant-not-told": gettext_lazy("a time that no event tells of"),
    "row-denies-event": gettext_lazy("a record that denies what an event told"),
    "event-without-receipt": gettext_lazy("an event that no command made"),
    "receipt-without-event": gettext_lazy("a receipt that no event tells of"),
    "receipt-changed": gettext_lazy("the receipt of its command was changed"),
    "seal-missing": gettext_lazy("it does not seal the receipt of its command"),
}


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument(
        "--checkpoints",
        type=Path,
        metavar="FILE",
        help=_("signed checkpoints kept elsewhere (the installation's own, if any)"),
    )


def run(asked: argparse.Namespace) -> Said:
    report = verify(_file(asked.checkpoints))
    lines = [line(each) for each in report.findings] or [whole(report)]
    data = {
        "whole": report.whole,
        "units": report.units,
        "events": report.events,
        "checkpoints": report.checkpoints,
        "findings": [asdict(each) for each in report.findings],
    }
    return Said(data, lines, OK if report.whole else FOUND)


def _file(given: Path | None) -> Path | None:
    if given is not None:
        if not given.is_file():
            raise Wrong(_("There is no file %(file)s.") % {"file": given})
        return given
    own = checkpoint.folder() / checkpoint.FILE
    return own if own.is_file() else None


def line(found: Finding) -> str:
    where = found.unit if found.seq is None else f"{found.unit} {found.seq}"
    says = WORDS.get(found.what, found.what)
    return f"{where}: {found.what} ({says}) {found.detail}".rstrip()


def whole(report: Report) -> str:
    text = ngettext(
        "whole: %(events)s event in %(units)s units, %(checkpoints)s checkpoints",
        "whole: %(events)s events in %(units)s units, %(checkpoints)s checkpoints",
        report.events,
    )
    return text % {
        "events": report.events,
        "units": report.units,
        "checkpoints": report.checkpoints,
    }
