"""The machine: versions, the data folder, the house's own secrets, the translations."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import resources
from os import environ
from pathlib import Path

import django
from django.conf import settings
from django.utils.translation import gettext as _

from greenlane.cli.checks.finding import Check, broken, warning, well
from greenlane.core import checkpoint, last_backup
from greenlane.secret import FILE_NAME

PYTHON, DJANGO = (3, 11), (5, 2)
GIB = 1024**3
LEAST_FREE, ENOUGH_FREE = GIB // 5, 2 * GIB


def versions() -> Iterator[Check]:
    found = ".".join(map(str, sys.version_info[:3]))
    says = f"Python {found}, Django {django.get_version()}"
    if sys.version_info[:2] < PYTHON or django.VERSION[:2] != DJANGO:
        yield broken(
            "versions", says, _("Python 3.11 or newer and Django 5.2 are needed.")
        )
    else:
        yield well("versions", says)


def data_folder() -> Iterator[Check]:
    folder = str(settings.DATA_DIR)
    try:
        with tempfile.TemporaryFile(dir=folder):
            yield well("data", _("%(folder)s can be written") % {"folder": folder})
    except OSError as error:
        yield broken("data", str(error), _("Let this account write there."))


def secrets() -> Iterator[Check]:
    """The secret key and the key of the checkpoints are for this account alone."""
    files = [checkpoint.folder() / "signing.key"]
    if environ.get("GREENLANE_SECRET_KEY"):
        yield well("secret", _("the secret key comes from the environment"))
    else:
        files.insert(0, Path(settings.DATA_DIR) / FILE_NAME)
    for file in files:
        if not file.exists():
            continue
        mode = stat.S_IMODE(file.stat().st_mode)
        told = {"file": file, "mode": f"{mode:03o}"}
        if mode & 0o077:
            mend = _("chmod 600 it, and think of it as known to others.")
            yield broken("secret", _("%(file)s has mode %(mode)s") % told, mend)
        else:
            yield well("secret", _("%(file)s has mode %(mode)s") % told)


def checkpoint_place() -> Iterator[Check]:
    """Kept beside the database, checkpoints are lost or changed along with it."""
    inside = Path(settings.CHECKPOINT_DIR).is_relative_to(settings.DATA_DIR)
    if inside:
        yield warning(
            "checkpoint-place",
            _("checkpoints lie beside the data they vouch for"),
            _("Set GREENLANE_CHECKPOINTS to a folder on another disk or machine."),
        )
    else:
        yield well("checkpoint-place", str(settings.CHECKPOINT_DIR))


def backup() -> Iterator[Check]:
    """Whether it can be restored, only a drill says: docs/run/backup.md."""
    found, age = last_backup.read(), last_backup.age()
    mend = _("Run every day: greenlane backup FOLDER, on another disk or machine")
    if found is None or age is None:
        yield warning("backup", _("no backup was made yet"), mend)
        return
    hours = {"hours": int(age.total_seconds() // 3600), "file": found.get("file", "")}
    says = _("the last one is %(hours)s hours old: %(file)s") % hours
    if last_backup.late():
        yield warning("backup", says, mend)
    else:
        yield well("backup", says)


def disk() -> Iterator[Check]:
    """A full disk takes nothing in, and a backup needs as much once more."""
    place = shutil.disk_usage(settings.DATA_DIR)
    told = {"free": f"{place.free / GIB:.1f}", "whole": f"{place.total / GIB:.1f}"}
    says = _("%(free)s of %(whole)s GiB are free for data") % told
    mend = _("Move old backups away, or give the data folder a larger disk.")
    if place.free < LEAST_FREE:
        yield broken("disk", says, mend)
    elif place.free < ENOUGH_FREE:
        yield warning("disk", says, mend)
    else:
        yield well("disk", says)


def time_kept() -> Iterator[Check]:
    """Codes of an app, certificates and the journal need the right time."""
    told = _said_by("timedatectl", "show", "--property=NTPSynchronized", "--value")
    if told == "no":
        says = _("nobody sets the clock of this machine")
        mend = _(
            "Run chrony or systemd-timesyncd with a server that can be reached; without"
            " any, set it by hand every week: timedatectl set-time"
        )
        yield warning("time", says, mend)
    elif told == "yes":
        yield well("time", _("the clock of this machine is set by NTP"))


def _said_by(*command: str) -> str:
    """What a command of the system says; nothing where there is none."""
    try:
        ran = subprocess.run(
            command, capture_output=True, text=True, timeout=5, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return ran.stdout.strip()


def translations() -> Iterator[Check]:
    house = Path(str(resources.files("greenlane")))
    files = sorted(house.rglob("locale/*/LC_MESSAGES/django.po"))
    missing = [file for file in files if not file.with_suffix(".mo").exists()]
    if missing or not files:
        names = " ".join(str(file.relative_to(house)) for file in missing) or "–"
        mend = _("Run: python -m greenlane.messages")
        yield broken(
            "translations", _("not compiled: %(names)s") % {"names": names}, mend
        )
    else:
        yield well("translations", _("%(count)s catalogues") % {"count": len(files)})


CHECKS = (
    versions,
    data_folder,
    disk,
    time_kept,
    secrets,
    checkpoint_place,
    backup,
    translations,
)
