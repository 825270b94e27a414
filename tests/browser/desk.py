"""The board at the desk without a mouse: keys choose and lead, and do nothing else."""

from __future__ import annotations

from typing import Any

from greenlane.work.models import StopWork
from tests.browser.chrome import WIDE, View


def keys_choose_an_order_beside_the_list_and_open_it(browser: Any) -> None:
    page = browser.page("wang", View(WIDE, "en"))
    stops = StopWork.objects.count()
    browser.open(page, "/")
    page.locator("#detail .pane-head").wait_for()
    numbers = [each.get_attribute("data-order") for each in lanes(page).all()]
    page.keyboard.press("j")
    shows(page, numbers[1])
    assert page.url.endswith(f"order={numbers[1]}"), "it can be sent to somebody"
    page.keyboard.press("ArrowUp")
    shows(page, numbers[0])
    page.keyboard.press("?")
    page.locator("#keys[open]").wait_for()
    page.keyboard.press("j")
    shows(page, numbers[0])
    page.keyboard.press("Escape")
    lanes(page).nth(1).locator(".lane-name a").click()
    shows(page, numbers[1])
    assert lanes(page).nth(1).get_attribute("aria-current") == "true"
    page.go_back()
    shows(page, numbers[0])
    page.keyboard.press("k")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/orders/{numbers[0]}")
    assert StopWork.objects.count() == stops
    page.close()


def what_is_typed_after_a_slash_leads_to_its_page(browser: Any) -> None:
    page, number = browser.page("liu", View(WIDE, "en")), browser.place.has["order"]
    browser.open(page, f"/orders/{number}/add-note")
    page.locator("textarea[name=text]").press("/")
    assert page.locator("textarea[name=text]").input_value() == "/"
    assert not page.locator("#command[open]").count(), "a field keeps its letters"
    page.locator("h1").first.click()
    page.keyboard.press("/")
    page.keyboard.insert_text(f"stop {number}")
    page.locator("#found-1", has_text=number).wait_for()
    line = page.locator("#command-line")
    assert line.get_attribute("aria-activedescendant") == "found-1"
    assert page.locator("#found-1").get_attribute("aria-selected") == "true"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert f"/orders/{number}/stop-work" in page.url
    page.close()


def lanes(page: Any) -> Any:
    return page.locator("#queue [data-order]")


def shows(page: Any, number: str | None) -> None:
    """The order stands beside the list."""
    page.locator(f"#detail .pane-no b:text-is('{number}')").wait_for()
