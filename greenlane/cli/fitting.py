"""Why a backup cannot be made or trusted, and the next step, as the reader speaks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.backup.faults import NotFit
from greenlane.cli.saying import Wrong

_OTHER_COPY = _("Take another copy, or the backup before it.")
WORDS: dict[str, tuple[Promise, Promise | str]] = {
    "nothing-to-back-up": (
        _("There is no house in this database yet."),
        _("Run: greenlane init"),
    ),
    "database-damaged": (
        _("The database is damaged: %(what)s"),
        _("Keep the disk as it is, and run: greenlane verify"),
    ),
    "file-there": (_("%(file)s is there already."), _("Nothing is written over.")),
    "backup-running": (
        _("Another backup of this house is being made."),
        _("Wait for its end."),
    ),
    "key-unreadable": (
        _("This is no passphrase and no X25519 key in PEM: %(file)s"),
        _("Draw a pair of keys: greenlane backup --draw-key FILE"),
    ),
    "key-open-to-others": (
        _("Others on this machine can read %(file)s."),
        _("chmod 600 it, and think of it as known to others."),
    ),
    "passphrase-short": (
        _("A passphrase has at least %(least)s characters."),
        _("Six words drawn at random are better than one that is hard to type."),
    ),
    "not-empty": (
        _("There is something already: %(what)s"),
        _("Restore into an empty data folder and an empty database only."),
    ),
    "backup-unreadable": (_("This file is no backup."), _OTHER_COPY),
    "backup-truncated": (_("The backup ends too early."), _OTHER_COPY),
    "backup-edited": (
        _("The backup is not as it was made: %(what)s"),
        _OTHER_COPY,
    ),
    "backup-foreign-member": (
        _("The backup holds what no backup holds: %(what)s"),
        _("Somebody has made or changed this file. Nothing of it was unpacked there."),
    ),
    "backup-signature-wrong": (
        _("No key that is known here signed this backup: %(key)s"),
        _("Is it of this house? Compare the .pub file that was kept outside."),
    ),
    "backup-sealed": (
        _("The backup is sealed."),
        _("Give the passphrase or private key: --decrypt FILE"),
    ),
    "backup-not-sealed": (
        _("The backup is not sealed, and a key was given for it."),
        _("Leave --decrypt out only if you know why it is not sealed."),
    ),
    "backup-key-wrong": (
        _("This passphrase or key does not open the backup."),
        _("Give the one it was sealed with."),
    ),
    "backup-wants-key": (
        _("The backup is sealed for the private key of %(key)s…"),
        _("Give that key: --decrypt FILE"),
    ),
    "backup-wants-passphrase": (
        _("The backup is sealed with a passphrase."),
        _("Give a file with it: --decrypt FILE"),
    ),
    "backup-newer": (
        _("The backup was made by a version that this one does not know: %(what)s"),
        _("Install that version or a newer one, and restore with it."),
    ),
    "backup-other-database": (
        _("The backup was made of %(what)s, and this is another kind of database."),
        _("Set or leave out DATABASE_URL accordingly."),
    ),
}


@contextmanager
def said_plainly() -> Iterator[None]:
    """What does not fit, and what the disk refuses, is an answer like any other."""
    try:
        yield
    except NotFit as not_fit:
        says, step = WORDS[not_fit.code]
        told = {"what": "", "file": "", "key": "", "least": "", **not_fit.facts}
        raise Wrong(str(says) % told, str(step), code=not_fit.code) from not_fit
    except OSError as error:
        raise Wrong(str(error), code="disk") from error
    except (DatabaseError, psycopg.Error, sqlite3.Error) as error:
        raise Wrong(str(error)[:300], code="database") from error
