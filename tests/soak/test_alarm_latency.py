"""What the world did stands on every open page: how long that takes, in a browser."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

import pytest

from greenlane.work.models import Order
from tests.browser import chrome
from tests.browser.chrome import NARROW, WALL, View
from tests.browser.onstage import on_stage

TIMES = 20
pytestmark = [
    pytest.mark.soak,
    pytest.mark.pure,
    pytest.mark.skipif(chrome.executable() is None, reason="no Chromium"),
]


def test_how_soon_an_occurrence_stands_on_another_page(
    live_cast: Any, figures: Any, monkeypatch: Any
) -> None:
    """From before it is told to the moment at which both pages show it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with on_stage(live_cast) as place, chrome.chrome(place) as browser:
        number = place.has["order"]
        form = browser.page("liu", View(NARROW, "en"))
        wall = browser.page("wang", View(WALL, "zh-hans"))
        for page, path in ((form, f"/orders/{number}/add-note"), (wall, "/board")):
            with page.expect_response("**/api/v1/stream?*"):
                browser.open(page, path)
        order = str(Order.objects.get(number=number).pk)
        took = [_told(live_cast, order, turn, (form, wall)) for turn in range(TIMES)]
    at_most = sorted(took)
    figures(
        f"an occurrence stands on two other open pages: {TIMES} times, median"
        f" {median(took):.2f} s, 18 of 20 within {at_most[17]:.2f} s, at most"
        f" {at_most[-1]:.2f} s"
    )
    assert len(took) == TIMES


def _told(cast: Any, order: str, turn: int, pages: tuple[Any, ...]) -> float:
    what = f"第{turn}次 {turn:02}:00 电话令送电"
    told = {"order": order, "told_by": "王", "what": what, "state": "dual"}
    start = time.perf_counter()
    cast.do("safety.report_energised", told, by="zhou")
    for page in pages:
        page.get_by_role("alert").get_by_text(what).first.wait_for()
    return time.perf_counter() - start
