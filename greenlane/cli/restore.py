"""A backup becomes a house again, in an empty place, and is verified there."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.backup import marks, secrets_given, unpack
from greenlane.cli.fitting import said_plainly
from greenlane.cli.saying import FOUND, OK, Said, Wrong
from greenlane.cli.verify import line, whole
from greenlane.core import checkpoint
from greenlane.core.verify import Report, verify
from greenlane.places.erasures import erase_again

SAYS = gettext_lazy("Make a house of a backup, in an empty place, and verify it.")


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument("file", type=Path, metavar="FILE", help=_("the backup"))
    own.add_argument(
        "--decrypt",
        type=Path,
        metavar="FILE",
        help=_("what opens a sealed one: a file with the passphrase or private key"),
    )
    own.add_argument(
        "--checkpoints",
        type=Path,
        metavar="FILE",
        help=_("checkpoints kept outside; .pub files and erasures.jsonl beside them"),
    )


def run(asked: argparse.Namespace) -> Said:
    for given in (asked.file, asked.checkpoints):
        if given is not None and not given.is_file():
            raise Wrong(_("There is no file %(file)s.") % {"file": given})
    with said_plainly():
        unpack.refuse_full()
        secret = secrets_given.to_open(asked.decrypt) if asked.decrypt else None
        trusted = marks.keys(asked.checkpoints.parent) if asked.checkpoints else {}
        with unpack.opened(asked.file, secret=secret, trusted=trusted) as found:
            unpack.put_in_place(found)
        if asked.checkpoints:
            _take_over(asked.checkpoints.parent, trusted)
        with _all_marks(asked.checkpoints) as all_marks:
            report = verify(all_marks)
        # Only now: what was to be compared ended where the backup does.
        erased = erase_again(checkpoint.folder() / checkpoint.ERASURES)
    return _said(found, report, outside=bool(asked.checkpoints), erased=erased)


def _take_over(outside: Path, trusted: marks.Keys) -> None:
    """Keys that came after the backup, and who was erased after it."""
    home = checkpoint.folder()
    for key in trusted:
        if not (home / f"{key}.pub").exists():
            shutil.copy(outside / f"{key}.pub", home)
    told = outside / checkpoint.ERASURES
    if told.is_file():
        with (home / checkpoint.ERASURES).open("ab") as out:
            out.write(told.read_bytes())


@contextmanager
def _all_marks(outside: Path | None) -> Iterator[Path]:
    """What came along and what was kept outside, as one list."""
    own = checkpoint.folder() / checkpoint.FILE
    if outside is None:
        yield own
        return
    with tempfile.NamedTemporaryFile(dir=checkpoint.folder()) as both:
        for each in (own, outside):
            both.write(each.read_bytes())
        both.flush()
        yield Path(both.name)


def _said(
    found: unpack.Unpacked, report: Report, *, outside: bool, erased: int
) -> Said:
    told = found.manifest
    data = {
        "made_at": told.made_at,
        "version": told.version,
        "signed_by": found.key,
        "units": [{"unit": code, "seq": seq} for _pk, code, seq, _digest in told.heads],
        "missing_blobs": told.missing_blobs,
        "whole": report.whole,
        "events": report.events,
        "checkpoints": report.checkpoints,
        "compared_outside": outside,
        "erased_again": erased,
        "findings": [asdict(each) for each in report.findings],
    }
    says = _("Restored: made %(at)s by version %(version)s, signed by %(key)s.")
    lines = [
        says % {"at": told.made_at, "version": told.version, "key": found.key},
        *([line(each) for each in report.findings] or [whole(report)]),
        *_remarks(report, outside=outside, erased=erased),
        *(_lost(each) for each in told.missing_blobs),
        _("Next: greenlane doctor, then greenlane serve"),
    ]
    return Said(data, lines, OK if report.whole and not told.missing_blobs else FOUND)


def _remarks(report: Report, *, outside: bool, erased: int) -> Iterator[str]:
    if any(each.what == "tail-cut" for each in report.findings):
        yield _("tail-cut: what came after the backup is not here. Enter it again.")
    if erased:
        says = _("%(count)s contacts were erased after the backup, and now again.")
        yield says % {"count": erased}
    if not outside:
        yield _(
            "Compared with the checkpoints inside the backup alone. Ones kept"
            " elsewhere prove more: greenlane verify --checkpoints FILE"
        )


def _lost(blob: str) -> str:
    says = _("A photo or file was missing already when it was made: %(hash)s")
    return says % {"hash": blob}
