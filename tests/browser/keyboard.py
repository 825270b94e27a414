"""A drill's wire without a mouse: every field is reached by Tab and filled by keys.

It says what a form would have been sent with; whatever Tab does not reach, or keys do
not change, ends the walk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from greenlane.core.command import commands
from greenlane.core.forms import flatten
from greenlane.core.models import Receipt
from greenlane.desk.tests.page_wire import HOUSE, PageWire
from greenlane.desk.tests.pages import Form, address
from greenlane.drills.roster import everybody
from greenlane.work.models import Order
from tests.browser.chrome import Chrome

MOST = 400  # presses of Tab on one page
PINS = {each.username: each.pin for each in everybody()}
# What has the focus: its field, what it holds, and whether it shows that it is there.
AT = """() => {
  const at = document.activeElement, ring = getComputedStyle(at);
  const fold = at.tagName === "SUMMARY" ? at.parentElement : null;
  return { name: at.name ?? "", kind: at.type ?? at.tagName, value: at.value ?? "",
    ticked: at.checked ?? false, options: [...(at.options ?? [])].map((x) => x.value),
    link: at.getAttribute("href") ?? "", add: "add" in at.dataset,
    drop: "drop" in at.dataset, rows: at.closest("[data-rows]")?.dataset.rows ?? "",
    sends: at.matches("main button.next"), shown: ring.outlineStyle !== "none",
    folds: fold && !fold.open ? [...fold.querySelectorAll("[name], a")].map(
      (x) => x.name || x.getAttribute("href").split("?")[0]) : [] };
}"""
# Of each list of rows: by what its rows begin, and how many it has.
ROWS = """name => [...document.querySelectorAll(`[data-rows="${name}"] > ol > li`)].map(
  (row) => row.querySelector("[name]").name.split(".").slice(0, 2).join("."))"""


class Unreached(Exception):
    """The keyboard alone does not lead there, or does not change it."""


class KeyboardWire(PageWire):
    """One browser window whose owner has no mouse."""

    def __init__(self, browser: Chrome, language: str = "en") -> None:
        super().__init__(language)
        self._chrome, self._language = browser, language
        self._page: Any = None
        self.walked: set[str] = set()  # verbs whose page was found from the order's

    def _log_in(self, body: Mapping[str, str]) -> tuple[int, Any]:
        """In the browser by keys; the reading that nobody looks at goes beside it."""
        self.pin = PINS[body["username"]]
        context = self._chrome.browser.new_context(reduced_motion="reduce")
        place = {"name": "django_language", "value": self._language}
        context.add_cookies([{**place, "url": self._chrome.place.url}])
        self._page = context.new_page()
        self._chrome.open(self._page, "/login")
        self._fill("login", {key: [body[key]] for key in ("username", "password")})
        self._send()
        return super()._log_in(body)

    def _do(self, verb: str, data: Mapping[str, Any]) -> tuple[int, Any]:
        number = "" if verb.startswith(HOUSE) else Order.objects.earliest("id").number
        self._come_to(verb, number)
        flat = flatten(commands()[verb].takes, data)
        self._with_what_is_hidden(verb, number, flat)
        command = self._value("main form [name=command_id]")
        wanted = {key: values for key, values in flat.lists() if any(values)}
        if (lacking := self._unoffered(wanted)) is not None:
            self.unoffered.append((verb, lacking))
            self.refusals.append((verb, 409, "it is not offered"))
            return 409, {"code": verb}
        if not self._page.locator("#id_pin").count():  # else all is known already
            self._make_rows({k: v for k, v in data.items() if type(v) is list}, wanted)
            self._fill(verb, wanted)
            self._send()
        if self._page.locator("#id_pin").count():
            self._fill(verb, {"pin": [self.pin]})
            self._send()
        if found := Receipt.objects.filter(pk=command).first():
            return 200, json.loads(found.answer)
        self.refusals.append((verb, 409, self._page.content()))
        return 409, {"code": verb}

    def _come_to(self, verb: str, number: str) -> None:
        """The first time from the page of the order, as a person would."""
        where = address(verb, number)
        if number and verb not in self.walked:
            self._chrome.open(self._page, f"/orders/{number}")
            if self._page.locator(f"main a[href^='{where}']").count():
                for at in self._stops():
                    if where in at["folds"]:
                        self._page.keyboard.press("Enter")
                    if at["link"].split("?")[0] == where:
                        break
                with self._page.expect_navigation():
                    self._page.keyboard.press("Enter")
                self.walked.add(verb)
                return
        self._chrome.open(self._page, where)

    def _with_what_is_hidden(self, verb: str, number: str, flat: Any) -> None:
        """A link of the page names the row it is about: what is no field of a form."""
        form = Form(self._page.content())
        seen = self._names(":is(input:not([type=hidden]), select)")
        seen |= set(form.data) & {k for k in flat if form.data.get(k) == flat[k]}
        beside = {
            k: flat[k] for k in flat if "." not in k and k not in seen and flat[k]
        }
        typed = self._names("textarea")
        if asked := {k: v for k, v in beside.items() if k not in typed}:
            where = f"{address(verb, number)}?{urlencode(asked)}"
            self._chrome.open(self._page, where)

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
        """As many rows as are told; then the keys of what is wanted are theirs."""
        for name, told in lists.items():
            self._page.locator("main h1").first.evaluate(
                "each => { each.tabIndex = -1; each.focus(); }"
            )
            while (stand := len(self._rows(name))) != len(told):
                kind = "add" if stand < len(told) else "drop"
                if kind == "drop" and stand == 1:
                    break
                self._press(kind, name)
            for n, prefix in enumerate(self._rows(name)):
                for key in [k for k in wanted if k.startswith(f"{name}.{n}.")]:
                    moved = key.replace(f"{name}.{n}", f"={prefix}", 1)
                    wanted[moved] = wanted.pop(key)
            for key in [k for k in wanted if k.startswith("=")]:
                wanted[key[1:]] = wanted.pop(key)

    def _rows(self, name: str) -> list[str]:
        return list(self._page.evaluate(ROWS, name))

    def _press(self, kind: str, rows: str) -> None:
        for at in self._stops():
            if at[kind] and at["rows"] == rows:
                self._page.keyboard.press("Enter")
                return

    def _fill(self, verb: str, wanted: Mapping[str, list[str]]) -> None:
        left, said = dict(wanted), set[str]()
        for key, values in wanted.items():  # what stands there already needs no key
            known = self._page.locator(
                f"main form :is(input[type=hidden], .settled *)[name='{key}']"
            )
            if known.count() and known.first.input_value() == values[0]:
                del left[key]
        self._page.locator("main h1").first.evaluate(
            "each => { each.tabIndex = -1; each.focus(); }"
        )
        for at in self._stops():
            if set(at["folds"]) & set(left):
                self._page.keyboard.press("Enter")
                self._page.wait_for_timeout(50)  # a list that opens takes the focus
                at = self._page.evaluate(AT)
            if at["sends"]:
                break
            if at["name"] in left:
                self._say(at, left[at["name"]])
                if at["kind"] != "checkbox":  # of which several have one name
                    del left[at["name"]]
                said.add(at["name"])
        if lacking := left.keys() - said:
            raise Unreached(f"{verb}: {sorted(lacking)} at {self._page.url}")

    def _say(self, at: Mapping[str, Any], values: list[str]) -> None:
        keys, value = self._page.keyboard, values[0]
        if at["kind"] == "checkbox":
            meant = set(values).union(*(each.split() for each in values))
            if at["ticked"] != bool(meant & {at["value"], "yes", "True"}):
                keys.press("Space")
        elif at["kind"] == "radio":
            self._choose_of(value)
        elif at["kind"] == "select-one":
            here, there = at["options"].index(at["value"]), at["options"].index(value)
            for _step in range(abs(there - here)):
                keys.press("ArrowDown" if there > here else "ArrowUp")
        elif at["kind"] == "datetime-local":
            self._say_when(value)
        elif at["value"] != value:
            keys.press("Control+A")
            keys.insert_text(value)

    def _choose_of(self, value: str) -> None:
        if not (at := self._page.evaluate(AT))["ticked"] and at["value"] == value:
            self._page.keyboard.press("Space")
        for _step in range(30):
            at = self._page.evaluate(AT)
            if at["ticked"] and at["value"] == value:
                return
            self._page.keyboard.press("ArrowDown")
        raise Unreached(f"{at['name']} never is {value}")

    def _say_when(self, value: str) -> None:
        """Month, day, year, hour, minute, half: what Chromium without a desk asks."""
        when, keys = datetime.fromisoformat(value), self._page.keyboard
        keys.type(f"{when:%m%d%Y}")
        keys.press("ArrowRight")
        keys.type(f"{when:%I%M%p}")
        stands = self._page.evaluate("document.activeElement.value")
        if stands[:16] != f"{when:%Y-%m-%dT%H:%M}":
            raise Unreached(f"{value} was typed and {stands!r} stands there")

    def _stops(self) -> Iterator[Mapping[str, Any]]:
        """Whatever has the focus, press after press; each shows it."""
        for _press in range(MOST):
            self._page.keyboard.press("Tab")
            at = self._page.evaluate(AT)
            if not at["shown"] and at["kind"] != "BODY":  # past the last, to the first
                raise Unreached(f"nobody sees the focus: {at} at {self._page.url}")
            yield at
        raise Unreached(f"after {MOST} stops, {self._page.url}")

    def _send(self) -> None:
        from playwright.sync_api import TimeoutError as Late

        try:
            with self._page.expect_navigation(timeout=30_000):
                self._page.keyboard.press("Enter")
        except Late:
            wrong = (
                "all => all.map((x) => `${x.name} ${x.value} ${x.validationMessage}`)"
            )
            said = self._page.locator("main form :invalid").evaluate_all(wrong)
            raise Unreached(f"it is not sent: {said} at {self._page.url}") from None

    def _value(self, where: str) -> str:
        return str(self._page.locator(where).first.input_value())
