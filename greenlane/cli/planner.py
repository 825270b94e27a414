"""The planner runs behind the commands: it reads the journal and publishes plans."""

from __future__ import annotations

import argparse
import signal
import threading

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli.saying import SaidAlready, Wrong
from greenlane.cli.tables import pending
from greenlane.dispatch.live import running

SAYS = gettext_lazy("Run the planner: plans follow what happens, until SIGTERM.")


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument(
        "--seconds",
        type=float,
        default=settings.PLANNER_SECONDS,
        help=_("for each search for a better plan"),
    )


def run(asked: argparse.Namespace) -> SaidAlready:
    if pending():
        raise Wrong(_("The tables are not up to date."), _("Run: greenlane serve"))
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, lambda *_told: stop.set())
    running.run(stop, seconds=asked.seconds)
    return SaidAlready()
