"""Every page in every way: two languages, narrow and wide, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from tests.browser import axe, chrome
from tests.browser.chrome import LANGUAGES, NARROW, SCHEMES, WIDE, ZOOMED, Chrome, View
from tests.browser.county import RICHEST, county
from tests.browser.looks import LOOKS

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(chrome.executable() is None, reason="no Chromium"),
]
EVERY_WAY = [View(*each) for each in product((WIDE, NARROW), LANGUAGES, SCHEMES)]
CHANGING = ("orders", "order")  # worth a look at every moment of the case


def test_axe_finds_nothing_on_any_page_in_any_way(figures) -> None:
    found: list[str] = []
    looked: list[str] = []

    with county(LANGUAGES[0]) as place, chrome.chrome(place) as browser:

        def look(moment: str) -> None:
            for each in LOOKS:
                if moment == RICHEST or each.name in CHANGING:
                    for view in EVERY_WAY:
                        looked.append(each.name)
                        lines = seen(browser, each, view)
                        found.extend(f"{moment} {line}" for line in lines)

        place.play(look)
    figures(f"{len(looked)} looks at {len(set(looked))} pages, {len(found)} findings")
    assert not found, "\n".join(found)


def seen(browser: Chrome, look, view: View) -> Iterator[str]:
    """What axe finds, and what does not fit, also at twice the size."""
    address = look.address(browser.place.has)
    if address is None:
        return
    page = browser.page(look.by, view)
    browser.open(page, address)
    if look.act:
        look.act(page)
    yield from (f"{look.name} {view}: {line}" for line in axe.findings(page))
    for width in {view.width, ZOOMED}:
        page.set_viewport_size({"width": width, "height": chrome.HEIGHTS[width]})
        if over := page.evaluate(chrome.SCROLLS):
            yield f"{look.name} {view}: {over} px too wide at {width}"
    page.close()
