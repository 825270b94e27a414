"""A table of people or sites comes in: looked at first, then all of it or nothing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli import asking
from greenlane.cli.act import actor
from greenlane.cli.saying import FOUND, Said, SaidAlready, Wrong
from greenlane.core.daylist import HOLIDAYS
from greenlane.core.door import perform
from greenlane.core.refusals import Refused
from greenlane.core.sheets import telling, writing
from greenlane.core.sheets.columns import Sheet
from greenlane.core.sheets.limits import MOST_BYTES
from greenlane.core.sheets.trial import Trial, look
from greenlane.places.register.plan import SITES
from greenlane.workforce.register.whole import PEOPLE

SAYS = gettext_lazy("Take in a table (XLSX or CSV), as the account of GREENLANE_TOKEN.")
SHEETS = {sheet.name: sheet for sheet in (PEOPLE, SITES, HOLIDAYS)}
LANGUAGES = {"zh": "zh-hans", "en": "en"}


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument("what", choices=list(SHEETS), help=_("what the rows are about"))
    own.add_argument("file", nargs="?", type=Path, metavar="FILE")
    own.add_argument(
        "--dry-run",
        action="store_true",
        help=_("say all that is wrong, change nothing"),
    )
    own.add_argument(
        "--unit", default="", metavar="CODE", help=_("of rows that name no unit")
    )
    own.add_argument(
        "--template",
        choices=list(LANGUAGES),
        help=_("write an empty table into FILE (.xlsx or .csv), or print it as CSV"),
    )


def run(asked: argparse.Namespace) -> Said | SaidAlready:
    sheet = SHEETS[asked.what]
    if asked.template:
        return _template(sheet, asked)
    if asked.file is None:
        raise Wrong(_("No file is named."), _("See: greenlane import --help"))
    try:
        trial = look(_bytes(asked.file), sheet, by=actor(), unit=asked.unit)
        if trial.faults:
            return _faulty(trial)
        if asked.dry_run:
            return _would(trial)
        data = {"unit": asked.unit, "rows": list(trial.rows)}
        done = perform(sheet.command, data, by=actor())
    except Refused as refused:
        return asking.refused(refused)
    said = asking.done(done)
    return Said(said.data, _counted(done.facts))


def _bytes(file: Path) -> bytes:
    """The file, or just more of it than may be: that much is refused by itself."""
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise Wrong(str(error)) from error


def _faulty(trial: Trial) -> Said:
    faults = [each.as_dict() for each in trial.faults]
    lines = [
        f"{telling.place_of(each)}: {each.says} [{each.code}]\n    → {each.next_step}"
        for each in trial.faults
    ]
    count = {"count": len(faults)}
    lines.append(_("Nothing was done. Things to mend: %(count)s") % count)
    return Said({"state": "refused", "errors": faults}, lines, FOUND)


def _would(trial: Trial) -> Said:
    names = [f"  {what}: {names}" for what, names in telling.names_told(trial)]
    says = _("Nothing is wrong, and nothing was done. It would be:")
    data = {"state": "dry-run", "facts": trial.counts, "new": trial.new_names}
    return Said(data, [says, *_counted(trial.counts), *names])


def _counted(counts: Any) -> list[str]:
    return [f"  {number}  {what}" for what, number in telling.counted(counts)]


def _template(sheet: Sheet, asked: argparse.Namespace) -> Said | SaidAlready:
    kind = writing.XLSX if _is_xlsx(asked.file) else writing.CSV
    empty = writing.template(sheet, language=LANGUAGES[asked.template], kind=kind)
    if asked.file is None:
        text = empty.decode("utf-8-sig")
        if asked.json:
            return Said({"csv": text})
        sys.stdout.write(text)
        return SaidAlready()
    try:
        with asked.file.open("xb") as out:
            out.write(empty)
    except FileExistsError as error:
        raise Wrong(_("%(file)s is there already.") % {"file": asked.file}) from error
    except OSError as error:
        raise Wrong(str(error)) from error
    return Said({"file": str(asked.file)}, (str(asked.file),))


def _is_xlsx(file: Path | None) -> bool:
    return file is not None and file.suffix.lower() == ".xlsx"
