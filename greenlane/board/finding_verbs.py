"""Verbs by their names: in both languages, by initials, by words of English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils import translation

from greenlane.board.verbs import ELSEWHERE, Verb, verb
from greenlane.board.words import ROOMS
from greenlane.core.actors import Actor
from greenlane.core.command import commands
from greenlane.core.grams import initials
from greenlane.work.models import Order

# What is looked for in a hurry comes before what is called alike.
NONE = 9
FIRST = ("work.stop_work", "work.report_hazard", "work.add_note")


@dataclass(frozen=True)
class Called:
    """A verb and all that it may be called, in small letters."""

    name: str
    zh: str
    letters: str  # the initials of its Chinese name
    words: tuple[str, ...]  # of its English name and its address


def verbs_on(order: Order, actor: Actor, said: str) -> Iterator[Verb]:
    """What fits the words and this reader's roles, the nearest first. No query."""
    wanted = said.casefold()
    fits = [each for each in _called() if _rank(each, wanted) < NONE]
    for each in sorted(fits, key=lambda one: (_rank(one, wanted), _place(one))):
        found = verb(order, each.name, actor)
        if found and found.mine:
            yield found


def _place(each: Called) -> int:
    return FIRST.index(each.name) if each.name in FIRST else len(FIRST)


def _rank(each: Called, said: str) -> int:
    """0 to 3, the smaller the nearer; NONE where nothing fits."""
    if not said:
        return 0 if each.name in FIRST else NONE
    if each.zh.startswith(said) or each.letters.startswith(said):
        return 0
    english = " ".join(each.words)
    if english.startswith(said):
        return 1
    if said in each.zh or (len(said) > 1 and said in each.letters):
        return 2
    typed = said.split()
    hits = all(any(word.startswith(one) for word in each.words) for one in typed)
    return 3 if hits else NONE


@cache
def _called() -> tuple[Called, ...]:
    found = []
    for name, each in commands().items():
        if name in ELSEWHERE or each.room not in ROOMS:
            continue
        with translation.override("zh-hans"):
            zh = str(each.title).casefold()
        with translation.override("en"):
            english = str(each.title).casefold()
        words = (*english.split(), *each.slug.split("-"))
        found.append(Called(name, zh, initials(zh), words))
    return tuple(found)
