"""The pages of the house by name: in both languages, and by initials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.grams import initials


@dataclass(frozen=True)
class Page:
    """`keys` are pressed one after the other; `need` is what a role has to give."""

    title: Promise
    route: str
    keys: str = ""
    need: str = ""


PAGES = (
    Page(_("Orders"), "board:orders", "g o"),
    Page(_("My work"), "board:mine", "g m"),
    Page(_("Plan"), "board:plan", "g p"),
    Page(_("Map"), "board:map", "g g"),
    Page(_("New request"), "desk:request", "g n", "intake"),
    Page(_("My signatures"), "board:signatures", "g s"),
    Page(_("Alarms"), "board:stops", "g x"),
    Page(_("Wall board"), "board:wall", "g w"),
    Page(_("People"), "board:people", "g e"),
    Page(_("Teams"), "board:teams", "g t"),
    Page(_("Sites"), "board:sites", "g i"),
    Page(_("Promises kept"), "board:promises"),
    Page(_("Safety figures"), "board:safety"),
    Page(_("Blank forms"), "board:forms"),
    Page(_("Calendar"), "board:calendar"),
    Page(_("What is set up and what is missing"), "board:setup", "", "setup"),
    Page(_("Your account"), "desk:own"),
)


def pages_for(actor: Actor) -> Iterator[tuple[Page, str]]:
    """Those that this reader may open, with their addresses."""
    for page in PAGES:
        if not page.need or actor.may(page.need, None):
            yield page, reverse(page.route)


def pages_called(actor: Actor, said: str) -> Iterator[tuple[Page, str]]:
    """Those whose name, in either language, has a word that begins so or holds it."""
    wanted = said.casefold().strip()
    for page, url in pages_for(actor):
        if any(_fits(name, wanted) for name in _names(page)):
            yield page, url


def _fits(name: str, wanted: str) -> bool:
    if any(word.startswith(wanted) for word in name.split()):
        return True
    return len(wanted) > 1 and wanted in name


@cache
def _names(page: Page) -> tuple[str, ...]:
    """Its names in small letters, and the initials of the Chinese one."""
    with translation.override("en"):
        english = str(page.title).casefold()
    with translation.override("zh-hans"):
        chinese = str(page.title).casefold()
    return english, chinese, initials(chinese)


def context(request: Any) -> Mapping[str, Any]:
    """Where keys lead, for the page that says them; asked for by whoever is in."""
    actor = getattr(request, "actor", None)
    return {"going": SimpleLazyObject(lambda: _going(actor))} if actor else {}


def _going(actor: Actor) -> list[tuple[list[str], str, str]]:
    return [
        (page.keys.split(), str(page.title), url)
        for page, url in pages_for(actor)
        if page.keys
    ]
