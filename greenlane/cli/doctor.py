"""The house is looked over: what is right, what is not, and what would mend it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import asdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli.checks import GROUPS, database
from greenlane.cli.checks import finding as finding_
from greenlane.cli.checks.finding import Check
from greenlane.cli.saying import BROKEN, FOUND, OK, Said

SAYS = gettext_lazy("Look the house over; say what is not right and how to mend it.")
_MARKS = {
    finding_.WELL: gettext_lazy("ok"),
    finding_.WARNING: gettext_lazy("WARNING"),
    finding_.BROKEN: gettext_lazy("BROKEN"),
}


def words(own: argparse.ArgumentParser) -> None:
    """Nothing but --json."""


def run(asked: argparse.Namespace) -> Said:
    found = list(_found())
    levels = {each.level for each in found}
    code = OK
    if finding_.WARNING in levels:
        code = FOUND
    if finding_.BROKEN in levels:
        code = BROKEN
    lines = [line for each in found for line in _lines(each)]
    return Said({"checks": [asdict(each) for each in found], "code": code}, lines, code)


def _found() -> Iterator[Check]:
    """Group by group; behind a broken database there is nothing to look at."""
    for group in GROUPS:
        found = [each for look in group for each in _look(look)]
        yield from found
        broken = any(each.level == finding_.BROKEN for each in found)
        if broken and group is database.CHECKS:
            return


def _look(look: Callable[[], Iterator[Check]]) -> list[Check]:
    try:
        return list(look())
    except Exception as error:
        mend = _("Read the message; it says where.")
        return [finding_.broken(look.__name__, repr(error)[:300], mend)]


def _lines(check: Check) -> Iterator[str]:
    yield f"{_MARKS[check.level]}  {check.name}: {check.says}"
    if check.mend:
        yield f"    → {check.mend}"
