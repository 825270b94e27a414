"""What comes by itself moves nobody: who goes by keyboard stays, with what he chose."""

from __future__ import annotations

from typing import Any

from greenlane.notices.tests.stage import watched
from greenlane.work.models import Order
from tests.browser import live
from tests.browser.chrome import NARROW, WIDE, View

HERE = "wanted => document.activeElement.matches(wanted)"
NEWS = """() => {
  document.querySelector("[data-live]").dataset.stale = "yes";
  document.dispatchEvent(new Event("visibilitychange"));
}"""
SHOWN = """() => {
  window.shown = 0;
  document.addEventListener("greenlane:shown", () => window.shown++);
}"""


def nobody_is_moved(browser: Any, cast: Any) -> None:
    whoever_removes_the_last_row_stands_where_one_is_added(browser)
    what_was_chosen_and_who_goes_by_keyboard_stay(browser, cast)
    what_folds_open_beside_the_list_stays_open(browser, cast)
    whoever_acknowledges_an_alarm_stays_there(browser)


def what_was_chosen_and_who_goes_by_keyboard_stay(browser: Any, cast: Any) -> None:
    """On the page of an order: in a field, past it, and while the answer is awaited."""
    number = browser.place.has["order"]
    order = str(Order.objects.get(number=number).pk)
    page = opened(browser, "zhao", f"/orders/{number}")
    choice = page.locator("#journal select[name=by]")
    choice.focus()
    page.keyboard.press("ArrowDown")
    chosen = choice.input_value()
    assert chosen
    page.keyboard.press("Tab")
    words = live.change(cast, order, 7)
    page.locator("[data-live]").get_by_text(words).first.wait_for()
    page.wait_for_function(HERE, arg="#journal .tellers button")
    assert choice.input_value() == chosen, "chosen, and not sent yet"
    what_is_awaited_leads_nobody_back(page, number)
    page.close()


def what_is_awaited_leads_nobody_back(page: Any, number: str) -> None:
    held: list[Any] = []

    def hold(route: Any) -> None:
        fresh = "hx-request" in route.request.headers
        held.append(route) if fresh else route.continue_()

    page.route(f"**/orders/{number}", hold)
    page.evaluate(NEWS)
    for _look in range(100):
        if held:
            break
        page.wait_for_timeout(50)
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(HERE, "#journal select")
    page.keyboard.press("ArrowUp")
    with page.expect_response(lambda said: "hx-request" in said.request.headers):
        held.pop().continue_()
    page.wait_for_timeout(200)
    assert page.evaluate(HERE, "#journal select"), "his field is not taken from him"
    page.unroute(f"**/orders/{number}")


def what_folds_open_beside_the_list_stays_open(browser: Any, cast: Any) -> None:
    number = browser.place.has["order"]
    order = str(Order.objects.get(number=number).pk)
    for words in ("一", "二", "三", "四"):
        cast.do("work.add_note", {"order": order, "text": words}, by="wang")
    page = opened(browser, "wang", f"/?order={number}")
    page.locator("#detail summary").first.focus()
    page.keyboard.press("Enter")
    page.evaluate("document.querySelector('#detail .pane-head').dataset.old = 'yes'")
    live.change(cast, order, 8)
    page.locator("#detail .pane-head:not([data-old])").wait_for()
    assert page.evaluate(HERE, "#detail details[open] summary")
    page.close()


def whoever_acknowledges_an_alarm_stays_there(browser: Any) -> None:
    watched()
    page = opened(browser, "wang", "/own")
    page.locator(".raised button").first.wait_for()
    page.evaluate(SHOWN)
    stood = page.locator(".raised button").count()
    page.locator(".raised button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "stood => document.querySelectorAll('.raised button').length < stood", arg=stood
    )
    page.wait_for_function(HERE, arg=".raised *")
    assert not page.evaluate("window.shown"), "the strip makes no page fresh"
    page.close()


def whoever_removes_the_last_row_stands_where_one_is_added(browser: Any) -> None:
    page = browser.page("qian", View(NARROW, "en"))
    browser.open(page, f"/orders/{browser.place.has['order']}/record-test")
    while (rows := page.locator("[data-drop]")).count():
        rows.first.focus()
        page.keyboard.press("Enter")
        assert page.evaluate(HERE, "[data-rows] *")
    assert page.evaluate(HERE, "[data-add]")
    page.keyboard.press("Enter")
    assert page.evaluate(HERE, "[data-rows] li *")
    page.close()


def opened(browser: Any, who: str, path: str) -> Any:
    page = browser.page(who, View(WIDE, "en"))
    with page.expect_response("**/api/v1/stream?*"):
        browser.open(page, path)
    return page
