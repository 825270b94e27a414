"""A drill's wire without a mouse: every page is found, filled in and signed by keys.

It says what a form would have been sent with. The first time that somebody does
something he comes as a person would: from the page of the order, from a link that
names the row, or by what he types after a slash.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.utils import translation

from greenlane.core.command import commands
from greenlane.core.forms import flatten
from greenlane.core.models import Receipt
from greenlane.desk.tests.page_wire import HOUSE, PageWire
from greenlane.desk.tests.pages import Form, address
from greenlane.drills.roster import everybody
from greenlane.work.models import Order
from tests.browser.chrome import HEIGHTS, WIDE, ZOOMED, Chrome
from tests.browser.hands import Hands

PINS = {each.username: each.pin for each in everybody()}
LINKS = "all => all.map((each) => each.getAttribute('href'))"


@dataclass
class Ways:
    """How verbs were come to, of all who walk: (verb, what it was about)."""

    known: set[tuple[str, str, bool]] = field(default_factory=set)  # and whether zoomed
    linked: set[tuple[str, str]] = field(default_factory=set)
    typed: set[tuple[str, str]] = field(default_factory=set)
    by_address: set[tuple[str, str]] = field(default_factory=set)


class KeyboardWire(PageWire):
    """One browser window whose owner has no mouse. At 200 % he rather types names."""

    def __init__(self, browser: Chrome, ways: Ways, *, zoomed: bool = False) -> None:
        super().__init__("en")
        self._chrome, self._ways = browser, ways
        self._zoomed, self._width = zoomed, ZOOMED if zoomed else WIDE
        self._page: Any = None
        self._hands = Hands(None)

    def _log_in(self, body: Mapping[str, str]) -> tuple[int, Any]:
        """In the browser by keys; the reading that nobody looks at goes beside it."""
        self.pin = PINS[body["username"]]
        context = self._chrome.browser.new_context(
            reduced_motion="reduce",
            viewport={"width": self._width, "height": HEIGHTS[self._width]},
        )
        place = {"name": "django_language", "value": "en"}
        context.add_cookies([{**place, "url": self._chrome.place.url}])
        self._page = context.new_page()
        self._hands = Hands(self._page)
        self._open("/login")
        self._hands.fill({key: [body[key]] for key in ("username", "password")})
        self._hands.send()
        return super()._log_in(body)

    def _do(self, verb: str, data: Mapping[str, Any]) -> tuple[int, Any]:
        number = "" if verb.startswith(HOUSE) else Order.objects.earliest("id").number
        flat = flatten(commands()[verb].takes, data)
        self._come_to(verb, number, flat)
        command = self._value("main form [name=command_id]")
        wanted = {key: values for key, values in flat.lists() if any(values)}
        if (lacking := self._unoffered(wanted)) is not None:
            self.unoffered.append((verb, lacking))
            self.refusals.append((verb, 409, "it is not offered"))
            return 409, {"code": verb}
        if not self._page.locator("#id_pin").count():  # else all is known already
            self._make_rows({k: v for k, v in data.items() if type(v) is list}, wanted)
            self._hands.fill(self._open_of(wanted))
            self._hands.send()
        if self._page.locator("#id_pin").count():
            self._hands.fill({"pin": [self.pin]})
            self._hands.send()
        if found := Receipt.objects.filter(pk=command).first():
            return 200, json.loads(found.answer)
        self.refusals.append((verb, 409, self._page.content()))
        return 409, {"code": verb}

    def _come_to(self, verb: str, number: str, flat: Any) -> None:
        """To its page, and to the one row of which it is where a link names that."""
        where = address(verb, number)
        start = f"/orders/{number}" if number else "/do"
        if not self._is_new(verb, ""):
            self._open(where)  # also anew: what stood there may be old
        elif not (
            (self._zoomed and number and self._by_command(verb, where, start))
            or self._by_link(verb, where, "", start)
            or (number and self._by_command(verb, where, start))
        ):
            self._ways.by_address.add((verb, ""))
            self._open(where)
        if not (asked := self._named(flat)):
            return
        about, which = " ".join(sorted(asked)), urlencode(asked)
        if self._is_new(verb, about):
            places = (where, start, "/mine", "/signatures")
            if any(self._by_link(verb, where, which, each) for each in places):
                return
            self._ways.by_address.add((verb, about))
        self._open(f"{where}?{which}")

    def _is_new(self, verb: str, about: str) -> bool:
        """Nobody with such a window has come to it yet."""
        way, known = (verb, about, self._zoomed), self._ways.known
        if way in known:
            return False
        known.add(way)
        return True

    def _by_link(self, verb: str, where: str, which: str, start: str) -> bool:
        """Tab to a link of that page which says at least this. No link: no."""
        if start == "/do":
            self._by_bar()
        elif start != where:
            self._open(start)
        links = self._page.locator("main a[href]").evaluate_all(LINKS)
        fit = [each for each in links if _leads(each, where, which)]
        if not fit:
            return False
        at_start = self._page.evaluate("document.activeElement === document.body")
        if at_start and self._page.locator("a.skip[href='#content']").count():
            self._hands.past_the_bar()
        self._hands.go(lambda at: at["link"] == fit[0], folded=where)
        self._ways.linked.add((verb, " ".join(sorted(parse_qs(which)))))
        return True

    def _by_command(self, verb: str, where: str, start: str) -> bool:
        """What is typed after a slash is its English title; arrows choose it."""
        self._open(start)
        keys, found = self._page.keyboard, self._page.locator("#command-found li")
        with translation.override("en"):
            title = str(commands()[verb].title)
        keys.press("/")
        keys.insert_text(title)
        for _look in range(30):
            self._page.wait_for_timeout(200)  # of two answers the later one counts
            urls = found.evaluate_all("all => all.map((each) => each.dataset.url)")
            if fit := [n for n, each in enumerate(urls) if _leads(each, where, "")]:
                break
        else:
            keys.press("Escape")
            return False
        for _step in range(fit[0]):
            keys.press("ArrowDown")
        self._hands.send()
        self._ways.typed.add((verb, ""))
        return True

    def _by_bar(self) -> None:
        """To the list of all that can be done: it lies in a menu."""
        self._open("/")
        self._hands.go(lambda at: at["link"] == "/do", folded="/do")

    def _named(self, flat: Any) -> dict[str, str]:
        """A link of the page names the row it is about: what is no field of a form."""
        form = Form(self._page.content())
        seen = self._names(":is(input:not([type=hidden]), select, textarea)")
        seen |= set(form.data) & {k for k in flat if form.data.get(k) == flat[k]}
        return {k: flat[k] for k in flat if "." not in k and k not in seen and flat[k]}

    def _names(self, of: str) -> set[str]:
        fields = self._page.locator(f"main form {of}")
        return set(fields.evaluate_all("all => all.map((each) => each.name)"))

    def _unoffered(self, wanted: Mapping[str, list[str]]) -> str | None:
        offered = Form(self._page.content()).options
        for key, values in wanted.items():
            if key in offered and not set(values) <= offered[key]:
                return key
        return None

    def _make_rows(
        self, lists: Mapping[str, list[Any]], wanted: dict[str, list[str]]
    ) -> None:
        """For each that is told: the row that is about it, an empty one, one more."""
        for name, told in lists.items():
            free, theirs = self._hands.rows(name), dict[int, str]()
            for about in ("it", ""):
                for n in [n for n in range(len(told)) if n not in theirs]:
                    for first, says in free.items():
                        it = wanted.get(f"{name}.{n}.{first.split('.')[2]}", [""])[0]
                        if says == (about and it):
                            theirs[n] = first
                            del free[first]
                            break
            for first in [each for each, says in free.items() if says]:
                self._hands.remove(first)
            for n in [n for n in range(len(told)) if n not in theirs]:
                theirs[n] = self._hands.one_more(name)
            self._rename(name, theirs, wanted)

    def _rename(
        self, name: str, theirs: Mapping[int, str], wanted: dict[str, list[str]]
    ) -> None:
        """What is wanted of each row goes by the number that the page gave it."""
        for key in [k for k in wanted if k.startswith(f"{name}.")]:
            _name, n, last = key.split(".")
            row = theirs[int(n)].rpartition(".")[0]
            wanted[f"={row}.{last}"] = wanted.pop(key)
        for key in [k for k in wanted if k.startswith("=")]:
            wanted[key[1:]] = wanted.pop(key)

    def _open_of(self, wanted: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """Without what stands there already: it needs no key."""
        left = dict(wanted)
        for key, values in wanted.items():
            known = self._page.locator(
                f"main form :is(input[type=hidden], .settled *)[name='{key}']"
            )
            if known.count() and known.first.input_value() == values[0]:
                del left[key]
        return left

    def _open(self, path: str) -> None:
        from playwright.sync_api import Error

        try:
            self._chrome.open(self._page, path)
        except Error as lost:  # a line kept open that the house has just closed
            if "net::ERR_SOCKET" not in str(lost):
                raise
            self._chrome.open(self._page, path)

    def _value(self, where: str) -> str:
        return str(self._page.locator(where).first.input_value())


def _leads(link: str, where: str, which: str) -> bool:
    to = urlsplit(link)
    return to.path == where and parse_qs(which).items() <= parse_qs(to.query).items()
