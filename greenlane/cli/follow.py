"""The readers of the journal run behind the commands, until they are told to stop."""

from __future__ import annotations

import argparse
import signal
import threading

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli.saying import Said, SaidAlready, Wrong
from greenlane.cli.tables import pending
from greenlane.core import follow
from greenlane.core.models import Unit
from greenlane.notices import sender
from greenlane.readers import readers

SAYS = gettext_lazy(
    "Run the readers of the journal (checkpoints, erasures, notices) until SIGTERM."
)


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument(
        "--once", action="store_true", help=_("read what is there, then end")
    )


def run(asked: argparse.Namespace) -> Said | SaidAlready:
    if pending():
        raise Wrong(_("The tables are not up to date."), _("Run: greenlane serve"))
    if asked.once:
        return _once()
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, lambda *_told: stop.set())
    hands = sender.run(stop)
    try:
        follow.run(readers(), stop=stop)
    finally:
        stop.set()
        for hand in hands:
            hand.join(sender.ENDS_SECONDS)
    return SaidAlready()


def _once() -> Said:
    taken = 0
    listed = readers()
    try:
        for unit in Unit.objects.order_by("pk"):
            taken += max(_read(reader, unit) for reader in listed)
    finally:
        follow.release()
    while sender.turn():
        pass
    says = _("%(count)s events read") % {"count": taken}
    return Said({"events": taken}, (says,))


def _read(reader: follow.Reader, unit: Unit) -> int:
    taken = 0
    while got := follow.turn(reader, unit):
        taken += got
    return taken
