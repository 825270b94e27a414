"""The list of verbs, and how a line of words becomes one of them."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from django.utils.translation import gettext as _

from greenlane.cli import (
    act,
    backup,
    cert,
    commands,
    demo,
    doctor,
    export,
    follow,
    import_,
    init,
    password,
    plan,
    planner,
    playbook,
    restore,
    retention,
    serve,
    token,
    usage,
    verify,
)
from greenlane.cli import print as print_
from greenlane.cli.saying import Wrong

VERBS = (
    serve,
    demo,
    init,
    act,
    import_,
    commands,
    follow,
    verify,
    export,
    backup,
    restore,
    retention,
    cert,
    doctor,
    playbook,
    plan,
    planner,
    token,
    password,
    print_,
)


class Parser(argparse.ArgumentParser):
    """Wrong words are an answer like any other, not the end of the process."""

    def error(self, message: str) -> NoReturn:
        if "--json" not in sys.argv:
            self.print_usage(sys.stderr)
        raise Wrong(message, _("See: %(program)s --help") % {"program": self.prog})


def parser() -> Parser:
    """Every verb with its own --help and --json."""
    usage.speak()
    whole = Parser(
        prog="greenlane",
        allow_abbrev=False,
        description=_("Greenlane on the command line."),
    )
    whole.formatter_class = argparse.RawDescriptionHelpFormatter
    whole.epilog = _endings()
    below = whole.add_subparsers(metavar=_("verb"), required=True, dest="verb")
    for verb in VERBS:
        says = str(verb.SAYS)
        own = below.add_parser(
            verb.__name__.rsplit(".", 1)[-1].rstrip("_"),  # import is Python's own word
            help=says,
            description=says,
            epilog=_endings(),
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        own.add_argument(
            "--json", action="store_true", help=_("one JSON object on standard output")
        )
        own.set_defaults(run=verb.run)
        verb.words(own)
    return whole


def _endings() -> str:
    return _(
        "exit codes: 0 all is well; 1 something was found, or the command was refused;"
        " 2 used wrongly, or broken"
    )
