"""Bars of the plan are moved by keyboard and mouse; the house says what would come."""

from __future__ import annotations

from typing import Any

from greenlane.dispatch.models import Pin
from greenlane.dispatch.tests import stage
from tests.browser.chrome import WIDE, View


def a_bar_that_is_moved_says_what_slips_before_it_is_dropped(
    browser: Any, cast: Any
) -> None:
    stage.publish(cast, stage.sheet(stage.told(cast)))
    page = browser.page("zhao", View(WIDE, "en"))
    browser.open(page, "/plan?axis=shift")
    bar, answer = page.locator(".b.may-move").first, page.locator("#move-answer")
    bar.focus()
    for _step in range(12):
        page.keyboard.press("ArrowRight")
    answer.locator("[data-propose]").wait_for()
    assert page.locator(".proposal").count() == 1
    assert "start_at=" in answer.locator("[data-propose]").get_attribute("href")
    page.keyboard.press("Escape")
    answer.wait_for(state="hidden")
    assert not page.locator(".proposal").count()
    box = bar.locator("rect").last.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y, steps=4)
    answer.locator("[data-slips]").wait_for()
    assert page.url.endswith("/plan?axis=shift"), "nothing happens before the drop"
    with page.expect_navigation():
        page.mouse.up()
    assert "/pin-task?task=" in page.url and "start_at=" in page.url
    assert not Pin.objects.exists(), "a person confirms it there"
    page.close()
