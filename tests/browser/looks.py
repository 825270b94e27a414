"""Every page that a browser is to look at. A new page is one more line here.

In a path `{order}`, `{ticket}` and `{section}` stand for what the place has; a page
whose place has none of it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

Act = Callable[[Any], None]  # what is done on the page before it is looked at


@dataclass(frozen=True)
class Look:
    """A page: its name as a file, who reads it (nobody: logged out), what is done."""

    name: str
    path: str
    by: str = "wang"
    act: Act | None = None
    first: bool = False  # among the few that every run of the tests looks at

    def address(self, has: Mapping[str, str]) -> str | None:
        """The path in this place; nothing where the place lacks what it names."""
        names = {name for _t, name, _s, _c in Formatter().parse(self.path) if name}
        return self.path.format_map(has) if names <= has.keys() else None


def send(page: Any) -> None:
    """Press the one large button, and wait for what comes."""
    with page.expect_navigation():
        page.locator("button.next").click()


def send_empty(page: Any) -> None:
    """The same, with everything left out that the page would ask for."""
    page.evaluate("document.querySelector('main form').noValidate = true")
    send(page)


def stop_without_words(page: Any) -> None:
    page.locator("main form [name=reason]").fill("")
    send_empty(page)


def open_everything(page: Any) -> None:
    """Every part that folds is open."""
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")


def open_first(page: Any) -> None:
    """The first of the list, on a page of its own."""
    with page.expect_navigation():
        page.locator("main a.who").first.click()


def open_link(page: Any) -> None:
    """A link for a contractor, whose secret is said once."""
    page.locator("[name=name]").fill("宏达电缆队")
    page.locator("[name=why]").fill("拉电缆")
    send(page)


def open_status(page: Any) -> None:
    """A status page, with its address and its picture."""
    page.locator("main [name=name]").fill("隔离点")
    page.locator("main [name=phone]").fill("0396-555-0100")
    send(page)


def read_status(page: Any) -> None:
    """The same as the site sees it."""
    open_status(page)
    with page.expect_navigation():
        page.locator("main code").first.click()


def add_webhook(page: Any) -> None:
    """A webhook, whose secret is said once."""
    page.locator("[name=name]").fill("值班群")
    page.locator("[name=address]").fill("https://hooks.example.org/duty")
    page.locator("[name=kinds]").first.check()
    send(page)


def come_in_by_link(page: Any) -> None:
    """As the crew does: the secret is behind the #, and out of sight at once."""
    open_link(page)
    page.goto(page.locator(".once code").inner_text())
    page.wait_for_url("**/link/order")


def tell_by_link(page: Any) -> None:
    come_in_by_link(page)
    page.locator("a[href$=report-energised]").click()
    page.wait_for_url("**/link/do/report-energised")


def open_command(page: Any) -> None:
    """The command bar, with what fits a few letters."""
    page.keyboard.press("/")
    page.keyboard.insert_text("stop")
    page.locator("#command-found [role=option]").first.wait_for()


def open_keys(page: Any) -> None:
    page.keyboard.press("?")
    page.locator("#keys[open]").wait_for()


def send_forged(page: Any) -> None:
    """As a page of somebody else would send it: without the token of this session."""
    with page.expect_navigation():
        page.evaluate(
            "const form = document.querySelector('main form');"
            "form.querySelector('[name=csrfmiddlewaretoken]').remove(); form.submit()"
        )


_ALL_DRAWN = """() => new Promise((done) => {
  const map = document.querySelector("[data-map]").map;
  if (!map) return done();
  map.once("idle", () => done());
  map.triggerRepaint();
})"""


def map_drawn(page: Any) -> None:
    """The map stands, with its names; on a narrow screen the board has none in its
    middle.
    """
    if page.locator("#middle").count() and not page.locator("#middle").is_visible():
        return
    page.locator("[data-map][data-state=drawn], [data-map].no-map").wait_for()
    page.evaluate(_ALL_DRAWN)


LOOKS = (
    Look("login", "/login", by="", first=True),
    Look("ca", "/ca", by="", act=open_everything, first=True),
    Look("orders", "/", first=True),
    Look("board-order", "/?order={order}", by="liu", first=True),
    Look("board-map", "/?middle=map", act=map_drawn, first=True),
    Look("map", "/map?kind=crew", act=map_drawn, first=True),
    Look("board-crews", "/?by=crew", by="zhao", first=True),
    Look("board-late", "/?late=yes&standing=handoff"),
    Look("wall", "/board", first=True),
    Look("command", "/?order={order}", act=open_command, first=True),
    Look("keys", "/", act=open_keys),
    Look("orders-none", "/?q=nothing-has-this-name"),
    Look("stops", "/stops", first=True),
    Look("undelivered", "/undelivered", by="root"),
    Look("notices", "/own/notices", act=add_webhook),
    Look("own", "/own", by="liu"),
    Look("proofs", "/own/proofs", by="liu"),
    Look("app", "/own/app", by="liu", first=True),
    Look("passkey", "/own/passkey", by="liu"),
    Look("codes", "/own/codes", by="liu"),
    Look("logins", "/own/logins", by="liu"),
    Look("keys-of-machines", "/keys", by="root"),
    Look("import", "/import/people", by="root"),
    Look("emergency", "/emergency", by=""),
    Look("seal", "/emergency/seal", by="yan"),
    Look("order", "/orders/{order}", by="liu", first=True),
    Look("order-open", "/orders/{order}", act=open_everything),
    Look("order-energise", "/orders/{order}?act=energise", by="he"),
    Look("house-verbs", "/do", by="root"),
    Look("set-up", "/setup", by="root", first=True),
    Look("units", "/units", by="root"),
    Look("people", "/people", by="root"),
    Look("person", "/people?q=liu", by="yan", act=open_first, first=True),
    Look("teams", "/teams", by="root"),
    Look("sites", "/sites", by="wang"),
    Look("site", "/sites?q=GZF", by="wang", act=open_first),
    Look("depots", "/depots", by="root"),
    Look("calendar", "/calendar", by="root", first=True),
    Look("own-pin", "/pin", by="liu"),
    Look("request", "/do/connections/request", first=True),
    Look("add-person", "/do/workforce/add-person", by="root"),
    Look("survey", "/orders/{order}/record-survey", by="chen", first=True),
    Look("stop-work", "/orders/{order}/stop-work", by="liu", first=True),
    Look("note", "/orders/{order}/add-note", by="liu"),
    Look("test", "/orders/{order}/record-test", by="qian"),
    Look("issue-ticket", "/orders/{order}/issue-ticket", by="sun"),
    Look("refused", "/orders/{order}/stop-work", by="liu", act=stop_without_words),
    Look("look-then-sign", "/orders/{order}/resume-ticket?ticket={ticket}", by="li"),
    Look("not-yours", "/orders/{order}/permit", by="wang", first=True),
    Look("links", "/orders/{order}/links", act=open_link),
    Look("link", "/link", by=""),
    Look("status-links", "/orders/{order}/status", act=open_status),
    Look("status", "/orders/{order}/status", act=read_status, first=True),
    Look("link-order", "/orders/{order}/links", act=come_in_by_link, first=True),
    Look("link-tell", "/orders/{order}/links", act=tell_by_link),
    Look("password", "/password", by="root"),
    Look("pin-code", "/pin/code", by="yan"),
    Look("first-pin", "/pin/first", by="root"),
    Look("no-such-page", "/orders/none"),
    Look("no-such-verb", "/orders/{order}/no-such-verb"),
    Look("no-such-address", "/none"),
    Look("no-such-link", "/s/none", by=""),
    Look("forged", "/pin", by="liu", act=send_forged),
    Look("print-order", "/orders/{order}/print", by="liu"),
    Look("switching", "/orders/{request}/switching/{switching}", by="he"),
    Look("print-switching", "/orders/{request}/switching/{switching}/print", by="he"),
    Look("print-ticket", "/orders/{order}/tickets/{ticket}/print", by="liu"),
    Look("print-permits", "/permits/print", first=True),
    Look("print-record", "/orders/{order}/records/{evidence}/print", by="liu"),
    Look("print-safety", "/safety/print", by="zheng"),
    Look("isolation", "/orders/{order}/isolations/{section}", by="liu", first=True),
    Look("print-isolation", "/orders/{order}/isolations/{section}/print", by="liu"),
    Look("order-forms", "/orders/{order}/forms", by="liu"),
    Look("forms", "/forms", first=True),
    Look("print-blank", "/forms/ticket/print"),
    Look("safety", "/safety", by="zheng", first=True),
    Look("mine", "/mine", by="chen", first=True),
    Look("signatures", "/signatures", by="liu", first=True),
    Look("my-plan", "/mine/plan", by="chen"),
    Look("plan", "/plan", by="zhao", act=open_everything, first=True),
    Look("plan-read", "/plan?by=order&axis=all", by="liu"),
    Look("assign-planned", "/plan/assign", by="zhao"),
    Look("what-if", "/plan/what-if", by="zhao", first=True),
    Look("move", "/plan/move", by="zhao"),
    Look("promises", "/plan/promises", by="zhao", first=True),
)
