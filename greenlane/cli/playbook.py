"""The recipes of work: which there are, what is in one, how long it takes."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from greenlane.cli.saying import Said, Wrong, columns
from greenlane.core.gatewalk import guards

SAYS = gettext_lazy("List the playbooks, or show one with its path and minutes.")
SEED = 1  # the same minutes for everybody who asks
_HOME = "greenlane.work.playbook"


def words(own: argparse.ArgumentParser) -> None:
    below = own.add_subparsers(metavar=_("what"), required=True, dest="what")
    listing = below.add_parser("list", help=_("all of them"))
    show = below.add_parser("show", help=_("one of them"))
    show.add_argument("name")
    show.add_argument("--language", choices=("zh", "en"), help=_("of the table"))
    hidden: dict[str, Any] = {"help": argparse.SUPPRESS, "default": argparse.SUPPRESS}
    for each in (listing, show):
        each.add_argument("--json", action="store_true", **hidden)


def run(asked: argparse.Namespace) -> Said:
    return _list() if asked.what == "list" else _show(asked.name, asked.language)


def _list() -> Said:
    catalogue = import_module(f"{_HOME}.catalogue")
    rows = []
    for name in catalogue.names():
        book = _found(name)
        rows.append((name, book.version, _title(book)))
    data = {"playbooks": [{"name": n, "version": v, "title": t} for n, v, t in rows]}
    return Said(data, columns(rows))


def _show(name: str, language: str | None) -> Said:
    show = import_module(f"{_HOME}.show")
    book = _found(name)
    estimate = import_module(_HOME).estimate(book, seed=SEED)
    text = show.as_text(book, estimate, language or (get_language() or "en")[:2])
    return Said(show.as_dict(book, estimate), text.splitlines())


def _found(name: str) -> Any:
    home = import_module(_HOME)
    catalogue = import_module(f"{_HOME}.catalogue")
    try:
        return catalogue.find(name, guards=guards())
    except KeyError:
        known = ", ".join(catalogue.names())
        raise Wrong(
            _("There is no playbook %(name)s.") % {"name": name}, known
        ) from None
    except home.BadPlaybook as bad:
        raise Wrong(str(bad)) from bad


def _title(book: Any) -> str:
    zh = (get_language() or "").startswith("zh")
    return str(book.title_zh if zh else book.title_en)
