"""The house is packed into one file, while it serves."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.backup import secrets_given
from greenlane.backup.pack import Packed, pack, remove_old
from greenlane.cli.fitting import said_plainly
from greenlane.cli.saying import FOUND, OK, Said, Wrong

SAYS = gettext_lazy("Pack the whole house into one new file, while it serves.")


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument(
        "folder",
        type=Path,
        nargs="?",
        metavar="FOLDER",
        help=_("where the file shall lie (backups in the data folder)"),
    )
    own.add_argument(
        "--encrypt",
        type=Path,
        metavar="FILE",
        help=_("seal it: a file with a passphrase, or an X25519 public key in PEM"),
    )
    own.add_argument(
        "--keep",
        type=int,
        metavar="N",
        help=_("afterwards remove all but the newest N of this folder"),
    )
    own.add_argument(
        "--draw-key",
        type=Path,
        metavar="FILE",
        help=_("only draw a pair of keys: FILE, and FILE.pub for --encrypt"),
    )


def run(asked: argparse.Namespace) -> Said:
    if asked.keep is not None and asked.keep < 1:
        raise Wrong(_("At least one backup has to stay."))
    with said_plainly():
        if asked.draw_key:
            return _drawn(asked.draw_key)
        folder = asked.folder or Path(settings.DATA_DIR) / "backups"
        key = secrets_given.to_seal(asked.encrypt) if asked.encrypt else None
        packed = pack(folder.absolute(), key=key)
        # Only now, and only where this one is whole: the old ones may be better.
        gone: list[str] = []
        if asked.keep and not packed.damaged:
            gone = remove_old(folder, keep=asked.keep)
    return _said(packed, gone, sealed=key is not None)


def _drawn(file: Path) -> Said:
    public = secrets_given.draw(file)
    lines = [
        _("Private key: %(file)s. Keep it away from this machine.") % {"file": file},
        _("Public key: %(file)s. It seals: --encrypt %(file)s") % {"file": public},
    ]
    return Said({"private": str(file), "public": str(public)}, lines)


def _said(packed: Packed, gone: list[str], *, sealed: bool) -> Said:
    told = packed.manifest
    data = {
        "file": str(packed.file),
        "size": packed.size,
        "sha256": packed.sha256,
        "encrypted": sealed,
        "units": [{"unit": code, "seq": seq} for _pk, code, seq, _digest in told.heads],
        "damaged_blobs": packed.damaged,
        "removed": gone,
    }
    events = sum(seq for _pk, _code, seq, _digest in told.heads)
    says = _("%(file)s: %(events)s events, %(size)s bytes, SHA-256 %(sha)s")
    lines = [
        says
        % {
            "file": packed.file,
            "events": events,
            "size": packed.size,
            "sha": packed.sha256,
        }
    ]
    if not sealed:
        lines.append(_("It is not sealed: whoever has the file can read all of it."))
    lost = _("A photo or file is missing or damaged, and not in it: %(hash)s")
    lines += [lost % {"hash": each} for each in packed.damaged]
    lines += [_("Removed: %(file)s") % {"file": each} for each in gone]
    return Said(data, lines, FOUND if packed.damaged else OK)
