"""What was typed into the command bar: an order, a person, a team, a page, or a verb.

"0329-4" is an order, also by its last digits; "stop 0329-4", "停工 4" and "tg 4" are
the same verb on it. Names are found by their pinyin initials. Nothing is done here:
whatever is chosen leads to a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from greenlane.board.finding_pages import Page, pages_called
from greenlane.board.finding_verbs import verbs_on
from greenlane.core.actors import Actor
from greenlane.core.grams import spells
from greenlane.core.refusals import NotFound
from greenlane.work.models import Order
from greenlane.work.queries import order_called
from greenlane.work.search import find_orders
from greenlane.workforce.models import Person, Team
from greenlane.workforce.search import find_people

LISTED, ORDERS, PEOPLE, VERBS = 12, 6, 4, 6
LOOKED = 60  # orders that hold the pieces, of which the nearest are shown
NUMBER = re.compile(r"(?:[A-Za-z]{1,6}-)?[0-9]+(?:-[0-9]+)*\Z")


@dataclass(frozen=True)
class Found:
    """One line of the list: what it is, what it is called, where it leads."""

    kind: str
    title: str
    note: str
    url: str


def find(actor: Actor, typed: str, *, on: str = "") -> list[Found]:
    """At most LISTED, what was meant most likely first. `on`: the order in sight."""
    words = typed.split()
    numbers = [word for word in words if NUMBER.match(word)]
    said = " ".join(word for word in words if word not in numbers)
    numbered = _numbered(actor, numbers[-1]) if numbers else []
    about = numbered[:1] if numbers else _in_sight(actor, on)
    rows: Iterable[Found] = _verbs(about, actor, said) if said or not words else ()
    verbs = list(islice(rows, VERBS))
    if numbers:
        named = numbered if verbs or not said else _named(actor, typed)
        return [*verbs, *map(_order, named[:ORDERS])][:LISTED]
    others = (
        *(_order(each) for each in _named(actor, said)[:ORDERS]),
        *(
            Found(_("Page"), str(p.title), p.keys, url)
            for p, url in _pages(actor, said)
        ),
        *_people(actor, said),
        *_teams(actor, said),
    )
    return [*verbs, *others][:LISTED]


def _pages(actor: Actor, said: str) -> list[tuple[Page, str]]:
    return list(islice(pages_called(actor, said), VERBS))


def _in_sight(actor: Actor, number: str) -> list[Order]:
    try:
        return [order_called(actor, number)] if number else []
    except NotFound:
        return []


def _numbered(actor: Actor, typed: str) -> list[Order]:
    """By all of it or its last digits, those that go on first; else by its pieces."""
    if whole := _in_sight(actor, typed.upper()):
        return whole
    tail = _tail(typed)
    found = _rows(actor, find_orders(actor, tail, ended=False, limit=LOOKED))
    if not any(_ends_with(each, tail) for each in found):
        found += _rows(actor, find_orders(actor, tail, ended=True, limit=LOOKED))
    fits = [each for each in found if _ends_with(each, tail)]
    return fits or found


def _tail(typed: str) -> str:
    """0329-04 is 0329-4: no number of ours begins its last piece with a zero."""
    head, dash, last = typed.upper().rpartition("-")
    return f"{head}{dash}{last.lstrip('0') or last}" if dash else typed


def _ends_with(order: Order, tail: str) -> bool:
    number = order.number
    if "-" in tail:
        head, _dash, last = tail.rpartition("-")
        front, _dash, end = number.rpartition("-")
        return end == last and front.endswith(head)
    plain = tail.lstrip("0") or tail
    return number.rpartition("-")[2] == plain or number.replace("-", "").endswith(tail)


def _named(actor: Actor, said: str) -> list[Order]:
    if not said:
        return []
    found = find_orders(actor, said, ended=False, limit=ORDERS)
    if not found:
        found = find_orders(actor, said, ended=True, limit=ORDERS)
    return _rows(actor, found)


def _rows(actor: Actor, keys: Sequence[UUID]) -> list[Order]:
    rows = Order.objects.seen_by(actor).filter(pk__in=keys)
    return list(rows.select_related("site", "unit").order_by("ended", "-id"))


def _order(order: Order) -> Found:
    note = pgettext("order", "ended") if order.ended else ""
    title = f"{order.number} {order.site}"
    return Found(_("Order"), title, note, reverse("board:order", args=[order.number]))


def _verbs(orders: Sequence[Order], actor: Actor, said: str) -> Iterator[Found]:
    for order in orders:
        where = f"{order.number} {order.site}"
        for each in verbs_on(order, actor, said):
            yield Found(_("Act"), each.title, where, each.url)


def _people(actor: Actor, said: str) -> Iterator[Found]:
    keys = find_people(actor, said)[:PEOPLE] if said else []
    rows = Person.objects.filter(pk__in=keys, left_at=None).order_by("name_zh", "pk")
    for person in rows:
        where = reverse("board:person", args=[person.pk])
        yield Found(_("Person"), str(person), person.staff_number, where)


def _teams(actor: Actor, said: str) -> Iterator[Found]:
    """They are few: looked at one by one."""
    wanted = said.casefold().strip()
    if not wanted:
        return
    for team in Team.objects.seen_by(actor).order_by("name_zh", "pk"):
        zh, en = team.name_zh.casefold(), team.name_en.casefold()
        if wanted in zh or wanted in en or spells(team.name_zh, wanted):
            query = urlencode({"q": team.name_zh})
            yield Found(_("Team"), str(team), "", f"{reverse('board:teams')}?{query}")
