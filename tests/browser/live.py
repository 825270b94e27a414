"""A change made elsewhere comes to an open page, and is what a fresh one says."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

from greenlane.work.models import Wait
from tests.browser.chrome import WALL, WIDE, View

# What a fresh page would say: its part, in words. Keys that are drawn anew are none.
FRESH = """async () => {
  const asked = { headers: { "HX-Request": "true" } };
  const text = await (await fetch(location.href, asked)).text();
  const page = new DOMParser().parseFromString(text, "text/html");
  const words = (part) => part.textContent.replace(/\\s+/g, " ").trim();
  return [words(document.querySelector("[data-live]")), words(page.body)];
}"""


OTHERS = (
    "/plan", "/stops", "/map", "/mine", "/mine/plan", "/signatures", "/undelivered",
    "/orders/{order}/isolations/{section}", "/orders/{request}/switching/{switching}",
)  # fmt: skip


def watched(browser: Any, number: str) -> tuple[Any, ...]:
    """A list, a wall and the page of the order, each open with its stream."""
    order = f"/orders/{number}"
    looks = (("wang", "/", WIDE), ("liu", "/board", WALL), ("zhao", order, WIDE))
    return opened(browser, looks)


def others(browser: Any) -> Iterator[Any]:
    """All other pages that are live, one after the other: a browser keeps six lines."""
    for path in OTHERS:
        here = path.format_map(browser.place.has)
        [page] = opened(browser, [("zhao", here, WIDE)])
        yield page
        page.close()


def opened(browser: Any, looks: Iterable[tuple[str, str, int]]) -> tuple[Any, ...]:
    pages = []
    for who, path, width in looks:
        page = browser.page(who, View(width, "en"))
        with page.expect_response("**/api/v1/stream?*"):
            browser.open(page, path)
        pages.append(page)
    return tuple(pages)


def change(cast: Any, order: str, turn: int) -> str:
    """The order waits for another one each time; the words that say so."""
    words = f"第{turn}仓库"
    for wait in Wait.objects.current().filter(order=order, ended_at__isnull=True):
        cast.do("work.close_wait", {"wait": str(wait.pk)}, by="wang")
    said = {"order": order, "cause": "material", "holder": words}
    cast.do("work.open_wait", said, by="wang")
    return words


def told(page: Any, words: str, began: float) -> float:
    """Seconds until these words stand in the part of the page."""
    page.locator("[data-live]").get_by_text(words).first.wait_for(timeout=10_000)
    return time.perf_counter() - began


def assert_live(page: Any, *, looks: int = 3) -> None:
    """What stands there is what a fresh page says; it is looked `looks` times."""
    for _once_more in range(looks):  # a minute may pass between the two
        stands, fresh = page.evaluate(FRESH)
        if stands == fresh:
            return
        time.sleep(0.4)
    assert stands == fresh
