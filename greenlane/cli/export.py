"""A unit's stream is carried away: a JSON line an event, checked without this house."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli.saying import Said, Wrong
from greenlane.core import stream_rows
from greenlane.core.models import Head, Unit

SAYS = gettext_lazy(
    "Write a unit's stream as JSON lines, for the stand-alone verifier."
)
FORMAT = "greenlane-stream-2"
COLUMNS = [
    "unit",
    "seq",
    "name",
    "v",
    "at",
    "recorded_at",
    "actor",
    "command",
    "alg",
    "subjects",
    "canonical",
    "seal",
    "prev",
    "digest",
    "receipt",
]


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument(
        "--unit", required=True, metavar="CODE", help=_("code of the unit")
    )
    own.add_argument("file", type=Path, metavar="FILE", help=_("a new file"))


def run(asked: argparse.Namespace) -> Said:
    unit = Unit.objects.filter(code=asked.unit).first()
    if unit is None:
        raise Wrong(_("There is no unit %(code)s.") % {"code": asked.unit})
    try:
        with asked.file.open("x", encoding="utf-8") as out:
            count = sum(1 for line in _lines(unit) if out.write(line)) - 1
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError as error:
        raise Wrong(_("%(file)s is there already.") % {"file": asked.file}) from error
    except OSError as error:
        raise Wrong(str(error)) from error
    says = _("%(count)s events of %(unit)s") % {"count": count, "unit": unit.code}
    return Said({"unit": unit.code, "events": count, "file": str(asked.file)}, (says,))


def _lines(unit: Unit) -> Iterator[str]:
    """The head first; then every event with the subject rows that stand on it."""
    # No transaction: what stands up to this head never changes any more.
    head = Head.objects.get(unit=unit)
    first = {"format": FORMAT, "unit": unit.pk, "code": unit.code}
    yield _line({**first, "size": head.seq, "digest": head.digest})
    subjects = stream_rows.subjects(unit.pk)
    ahead = next(subjects, None)
    for row in stream_rows.events(unit.pk):
        if row[1] > head.seq:
            return
        rows = []
        while ahead is not None and ahead[0] <= row[1]:
            rows.append(ahead[1:])
            ahead = next(subjects, None)
        yield _line({**dict(zip(COLUMNS, row, strict=True)), "rows": rows})


def _line(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, default=str) + "\n"
