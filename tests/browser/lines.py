"""A browser keeps six lines to one house: pages that nobody sees let go of theirs."""

from __future__ import annotations

from typing import Any

from greenlane.work.models import Order
from tests.browser import live
from tests.browser.chrome import NARROW, WIDE, View

MORE_THAN_LINES = 8
PATH, UNSEEN_SECONDS, SILENT_SECONDS = "/stops", 25, 41
STREAM = "**/api/v1/stream?*"
BEHIND = """Object.defineProperty(document, "hidden", {
  get: () => true, configurable: true,
})"""

KEPT = "() => sessionStorage.getItem('waiting')"
ASK = "() => document.dispatchEvent(new CustomEvent('greenlane:waiting'))"
TURN = """hidden => {
  Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def every_page_hears_when_it_is_looked_at(browser: Any, cast: Any) -> None:
    many_pages_open_and_the_one_that_is_looked_at_hears(browser, cast)
    who_is_refused_while_unseen_keeps_the_line_he_gets_when_looked_at(browser, cast)
    what_was_opened_behind_others_is_shown_anew_when_it_is_looked_at(browser)
    what_waits_for_another_login_is_not_taken(browser)
    a_line_that_is_cut_without_a_word_is_asked_for_anew(browser)


def many_pages_open_and_the_one_that_is_looked_at_hears(
    browser: Any, cast: Any
) -> None:
    pages = [_unseen(browser, "/") for _page in range(MORE_THAN_LINES)]
    [seen] = live.opened(browser, [("zhao", "/", WIDE)])
    number = browser.place.has["order"]
    live.change(cast, str(Order.objects.get(number=number).pk), 0)
    live.assert_live(seen, looks=8)
    # Who turns to another page finds it as fresh as a new one.
    for page in (pages[0], pages[-1]):
        page.evaluate(TURN, False)
        live.assert_live(page, looks=8)
        page.evaluate(TURN, True)
    for page in (*pages, seen):
        page.close()


def who_is_refused_while_unseen_keeps_the_line_he_gets_when_looked_at(
    browser: Any, cast: Any
) -> None:
    keeper, asked = _unseen(browser), list[Any]()
    page = browser.page("zhao", View(WIDE, "en"))
    page.clock.install()
    page.route(STREAM, lambda route: asked.append(route))
    with page.expect_request(STREAM):
        browser.open(page, PATH)
    page.evaluate(TURN, True)
    asked[0].fulfill(status=503)
    page.wait_for_timeout(300)
    page.unroute(STREAM)
    with page.expect_response(STREAM):
        page.evaluate(TURN, False)
    page.wait_for_timeout(300)
    page.clock.fast_forward(UNSEEN_SECONDS * 1000)
    order = Order.objects.get(number=browser.place.has["order"])
    told = {"order": str(order.pk), "reason": "有人还在坑里"}
    cast.do("work.stop_work", told, by="liu")
    page.locator("[data-live]").get_by_text(told["reason"]).first.wait_for(timeout=8000)
    for each in (keeper, page):
        each.close()


def what_was_opened_behind_others_is_shown_anew_when_it_is_looked_at(
    browser: Any,
) -> None:
    """What is not sent by itself: its first line begins long after it was drawn."""
    keeper = _unseen(browser)
    page = browser.page("zhao", View(WIDE, "en"))
    page.add_init_script(BEHIND)
    browser.open(page, "/mine")
    with page.expect_request(_shown_anew, timeout=8000):
        page.evaluate(TURN, False)
    for each in (keeper, page):
        each.close()


def what_waits_for_another_login_is_not_taken(browser: Any) -> None:
    """He logged in beside a page that was left open."""
    page = browser.page("zhao", View(NARROW, "zh-hans"))
    with page.expect_response("**/waiting", timeout=8000):
        browser.open(page, PATH)
    page.wait_for_timeout(200)
    before = page.evaluate(KEPT)
    assert before
    _log_in(browser, page, "wang")
    with page.expect_response("**/waiting", timeout=8000):
        page.evaluate(ASK)
    page.wait_for_timeout(200)
    assert page.evaluate(KEPT) == before
    _log_in(browser, page, "zhao")  # others open pages here
    page.close()


def _log_in(browser: Any, page: Any, who: str) -> None:
    url, cookies = browser.place.url, browser.place.cookies(who)
    page.context.add_cookies(
        [{"name": name, "value": it, "url": url} for name, it in cookies.items()]
    )


def _shown_anew(request: Any) -> bool:
    return request.url.endswith("/mine") and "hx-request" in request.headers


def a_line_that_is_cut_without_a_word_is_asked_for_anew(browser: Any) -> None:
    page = browser.page("zhao", View(WIDE, "en"))
    page.clock.install()
    with page.expect_response(STREAM):
        browser.open(page, PATH)
    on = page.locator(".live[data-state=on]")
    on.wait_for()
    page.route(STREAM, lambda route: None)  # the next one is not answered either
    with page.expect_request(STREAM):
        page.clock.fast_forward(SILENT_SECONDS * 1000)
    page.locator(".live[data-state=lost]").wait_for()
    page.unroute(STREAM)
    page.clock.fast_forward(SILENT_SECONDS * 1000)
    on.wait_for()
    page.close()


def _unseen(browser: Any, path: str = PATH) -> Any:
    """An open page that has been behind others for a while."""
    page = browser.page("zhao", View(WIDE, "en"))
    page.clock.install()
    browser.open(page, path)
    page.evaluate(TURN, True)
    page.clock.fast_forward(UNSEEN_SECONDS * 1000)
    return page
