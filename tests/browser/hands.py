"""A page without a mouse: Tab leads to every field, keys fill it, Enter sends it.

Every stop on the way has to be seen: in the window, under nothing that stays put, with
a ring round it. Whatever is not so, or is not reached, ends the walk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

Stop = Mapping[str, Any]  # what has the focus, as AT tells it

MOST = 400  # presses of Tab on one page
SLOW = 180_000  # milliseconds for a page on a machine that has much to do
# What has the focus: its field, what it holds, and whether it shows that it is there.
AT = """() => {
  const at = document.activeElement, ring = getComputedStyle(at);
  const fold = at.tagName === "SUMMARY" ? at.parentElement : at.popoverTargetElement;
  const open = fold?.open || fold?.matches?.(":popover-open");
  const box = at.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const stays = (each) => /fixed|sticky/.test(getComputedStyle(each).position);
  let over = document.elementFromPoint(x, y);
  while (over && !over.contains(at) && !stays(over)) over = over.parentElement;
  return { name: at.name ?? "", kind: at.type ?? at.tagName, value: at.value ?? "",
    ticked: at.checked ?? false, options: [...(at.options ?? [])].map((x) => x.value),
    link: at.getAttribute("href") ?? "", add: "add" in at.dataset,
    drop: "drop" in at.dataset && at.closest("li").querySelector("[name]").name,
    rows: at.closest("[data-rows]")?.dataset.rows ?? "",
    sends: at.matches("main button.next"), inside: Boolean(at.closest("main")),
    ringed: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2,
    clear: box.bottom > 0 && box.top < innerHeight && over?.contains(at) !== false,
    mute: Boolean(at.closest("[aria-hidden=true]")),
    what: at.outerHTML.slice(0, 160),
    folds: fold && !open ? [...fold.querySelectorAll("[name], a")].map(
      (x) => x.name || (x.getAttribute("href") ?? "").split("?")[0]) : [] };
}"""
# Of each row of a list: its first field, and what that says already.
ROWS = """name => [...document.querySelectorAll(`[data-rows="${name}"] > ol > li`)].map(
  (row) => row.querySelector("[name]")).map((at) => [at.name,
  ["checkbox", "radio"].includes(at.type) && !at.checked ? "" : at.value])"""
WRONG = "all => all.map((x) => `${x.name} ${x.value} ${x.validationMessage}`)"


class Unreached(Exception):
    """The keyboard alone does not lead there, or does not change it."""


class Hands:
    """Both of them on the keys of one window."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def at(self) -> Stop:
        found: Stop = self._page.evaluate(AT)
        return found

    def stops(self) -> Iterator[Stop]:
        """Whatever has the focus, press after press; each shows it."""
        for _press in range(MOST):
            self._page.keyboard.press("Tab")
            at = self.at()
            # Past the last one and before the first nothing has it.
            if at["kind"] != "BODY":
                self._has_to_be_seen(at)
            yield at
        raise Unreached(f"after {MOST} stops, {self._page.url}")

    def _has_to_be_seen(self, at: Stop) -> None:
        for why, good in (
            ("has no ring", at["ringed"]),
            ("is out of sight", at["clear"]),
            ("is hidden from whoever listens", not at["mute"]),
        ):
            if not good:
                raise Unreached(f"the focus {why}: {at['what']} at {self._page.url}")

    def past_the_bar(self) -> None:
        """The first stop of a page leads past what every page has."""
        first = next(self.stops())
        if first["link"] != "#content":
            raise Unreached(f"no way past the bar: {first['what']}")
        self.press("Enter")
        if not next(self.stops())["inside"]:
            raise Unreached(f"the way past the bar leads nowhere: {self._page.url}")
        self.press("Shift+Tab")

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def go(self, wanted: Callable[[Stop], bool], *, folded: str = "") -> None:
        """Tab to this, through a fold that holds it, and press Enter: a page opens."""
        for at in self.stops():
            if folded and folded in at["folds"]:
                self.press("Enter")
            elif wanted(at):
                break
        self.send()

    def rows(self, name: str) -> dict[str, str]:
        return dict(self._page.evaluate(ROWS, name))

    def one_more(self, name: str) -> str:
        """Another row of a list; its first field."""
        before = self.rows(name)
        self._on(lambda at: at["add"] and at["rows"] == name)
        return next(each for each in self.rows(name) if each not in before)

    def remove(self, first: str) -> None:
        """The row that this field begins."""
        self._on(lambda at: at["drop"] == first)

    def _on(self, wanted: Callable[[Stop], bool]) -> None:
        next(at for at in self.stops() if wanted(at))
        self.press("Enter")

    def fill(self, wanted: Mapping[str, list[str]]) -> None:
        """From where the focus is, past the end to the beginning where it has to."""
        left, said, rounds = dict(wanted), set[str](), 0
        at = self.at()
        while True:
            if set(at["folds"]) & set(left):
                self.press("Enter")
                self._page.wait_for_timeout(50)  # a list that opens takes the focus
                at = self.at()
            if at["sends"]:
                rounds += 1
                if left.keys() <= said:
                    return
                if rounds > 1:
                    raise Unreached(f"{sorted(left.keys() - said)} at {self._page.url}")
            if at["name"] in left:
                self._say(at, left[at["name"]])
                if at["kind"] != "checkbox":  # of which several have one name
                    del left[at["name"]]
                said.add(at["name"])
            at = next(self.stops())

    def _say(self, at: Stop, values: list[str]) -> None:
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
        if not (at := self.at())["ticked"] and at["value"] == value:
            self.press("Space")
        for _step in range(30):
            at = self.at()
            if at["ticked"] and at["value"] == value:
                return
            self.press("ArrowDown")
        raise Unreached(f"{at['name']} never is {value}")

    def _say_when(self, value: str) -> None:
        """Month, day, year, hour, minute, half: what Chromium without a desk asks."""
        when, keys = datetime.fromisoformat(value), self._page.keyboard
        keys.type(f"{when:%m%d%Y}")
        keys.press("ArrowRight")
        keys.type(f"{when:%I%M%p}")
        if (stands := self.at()["value"])[:16] != f"{when:%Y-%m-%dT%H:%M}":
            raise Unreached(f"{value} was typed and {stands!r} stands there")

    def send(self) -> None:
        """Enter on what has the focus; what comes has no old refusal behind it."""
        from playwright.sync_api import TimeoutError as Late

        try:
            with self._page.expect_navigation(timeout=SLOW):
                self.press("Enter")
        except Late:
            said = self._page.locator("main form :invalid").evaluate_all(WRONG)
            raise Unreached(f"it is not sent: {said} at {self._page.url}") from None
        refused = self._page.locator("main .refusal[role=alert]")
        if refused.count() and not refused.first.evaluate("x => x.matches(':focus')"):
            raise Unreached(f"a refusal that nobody is led to: {self._page.url}")
