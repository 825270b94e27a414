"""A browser keeps six lines to one house: pages that nobody sees let go of theirs."""

from __future__ import annotations

from typing import Any

from greenlane.work.models import Order
from tests.browser import live
from tests.browser.chrome import WIDE, View

MORE_THAN_LINES = 8
PATH, UNSEEN_SECONDS = "/stops", 25

TURN = """hidden => {
  Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def many_pages_open_and_the_one_that_is_looked_at_hears(
    browser: Any, cast: Any
) -> None:
    pages = [_unseen(browser) for _page in range(MORE_THAN_LINES)]
    [seen] = live.opened(browser, [("zhao", PATH, WIDE)])
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


def _unseen(browser: Any) -> Any:
    """An open page that has been behind others for a while."""
    page = browser.page("zhao", View(WIDE, "en"))
    page.clock.install()
    browser.open(page, PATH)
    page.evaluate(TURN, True)
    page.clock.fast_forward(UNSEEN_SECONDS * 1000)
    return page
