"""Paper from the command line, for the job that prints the open permits every hour."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.board.sheets import pdf
from greenlane.board.sheets.permits import permits_sheet
from greenlane.cli.saying import Said, SaidAlready, Wrong
from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.models import Unit

SAYS = gettext_lazy("Print a sheet as PDF: the open permits of a unit.")
OPEN_PERMITS = "open-permits"


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument("sheet", choices=[OPEN_PERMITS], help=_("what to print"))
    own.add_argument(
        "--unit",
        metavar="CODE",
        help=_("code of the unit (the topmost one); those below it count too"),
    )
    own.add_argument(
        "--address",
        default=next(iter(settings.CSRF_TRUSTED_ORIGINS), ""),
        help=_("of this house, for the QR code (the first of GREENLANE_ORIGINS)"),
    )
    own.add_argument(
        "--out", type=Path, metavar="FILE", help=_("a file; else standard output")
    )


def run(asked: argparse.Namespace) -> Said | SaidAlready:
    """The file is whole or it is not there: a printer never gets half of one."""
    if asked.out is None and (asked.json or sys.stdout.isatty()):
        raise Wrong(_("A PDF is nothing to read here."), _("Name a file: --out FILE"))
    made, unit = _made(asked)
    if asked.out is None:
        sys.stdout.buffer.write(made)
        sys.stdout.flush()
        return SaidAlready()
    _put(made, asked.out)
    said = {"sheet": asked.sheet, "unit": unit.code, "file": str(asked.out)}
    return Said({**said, "bytes": len(made)}, (str(asked.out),))


def _made(asked: argparse.Namespace) -> tuple[bytes, Unit]:
    unit = _unit(asked.unit)
    here = ZoneInfo(unit.timezone)
    with clock.of(unit.scene()), timezone.override(here):
        sheet = permits_sheet(system(unit))
        where = urljoin(asked.address, sheet.record) if asked.address else ""
        try:
            return pdf.pdf(sheet, address=where), unit
        except pdf.NoTypesetter as error:
            step = _("Install it: pip install 'greenlane[pdf]'")
            raise Wrong(_("The package typst is not here."), step) from error


def _unit(code: str | None) -> Unit:
    rows = Unit.objects.filter(code=code) if code else Unit.objects.order_by("path")
    unit = rows.first()
    if unit is None and code:
        raise Wrong(_("There is no unit %(code)s.") % {"code": code})
    if unit is None:
        raise Wrong(_("There is no unit yet."), _("Begin with: greenlane init"))
    return unit


def _put(made: bytes, out: Path) -> None:
    part = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        part.write_bytes(made)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Wrong(str(error)) from error
