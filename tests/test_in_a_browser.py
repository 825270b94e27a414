"""Everybody can use the pages: axe finds nothing, the keyboard is enough, 200 % fits.

The few pages here are looked at in turn, each in one way; `make soak` looks at all of
them in every way.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import cycle, product

import pytest

from greenlane.work.models import Order
from tests.browser import axe, chrome, desk, lines, live, mapped, staying, timeline
from tests.browser.chrome import LANGUAGES, NARROW, SCHEMES, WALL, WIDE, ZOOMED, View
from tests.browser.looks import LOOKS
from tests.browser.onstage import on_stage

pytestmark = [
    pytest.mark.pure,  # pages look the same over either database: once is enough
    pytest.mark.skipif(
        chrome.executable() is None, reason="no Chromium: pages were not looked at"
    ),
]
# Next to each other they differ in everything, so a few pages meet all of it.
WAYS = [
    View(width, language, scheme)
    for width, (language, scheme) in product(
        (WIDE, NARROW), zip(LANGUAGES, SCHEMES, strict=True)
    )
] + [View(width, "en", "light") for width in (NARROW, WIDE)]


@pytest.fixture
def browser(live_cast, monkeypatch) -> Iterator[chrome.Chrome]:
    # Playwright keeps a loop running in this thread; Django may be asked all the same.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with on_stage(live_cast) as place, chrome.chrome(place) as it:
        yield it


def test_everybody_can_use_the_pages_by_eye_by_ear_and_by_keyboard(
    browser, live_cast
) -> None:
    # One test, because opening a house and a browser costs more than all the looks.
    the_number_of_what_waits_changes_without_a_reload(browser, live_cast)
    axe_finds_nothing_and_at_200_percent_nothing_is_cut_off(browser)
    the_keyboard_alone_leads_from_the_list_to_a_note_that_is_kept(browser)
    desk.keys_choose_an_order_beside_the_list_and_open_it(browser)
    desk.what_is_typed_after_a_slash_leads_to_its_page(browser)
    timeline.a_bar_that_is_moved_says_what_slips_before_it_is_dropped(
        browser, live_cast
    )
    mapped.a_site_on_the_map_leads_to_its_order(browser)
    mapped.thousands_of_sites_are_few_marks(browser)
    letters_of_a_name_and_enter_lead_to_who_was_found(browser)
    a_wall_without_room_turns_its_pages_and_then_rests(browser)
    an_alarm_reaches_whatever_is_open_and_takes_no_half_typed_word(browser, live_cast)
    staying.nobody_is_moved(browser, live_cast)
    a_change_comes_to_every_open_page_by_itself(browser, live_cast)
    lines.every_page_hears_when_it_is_looked_at(browser, live_cast)


def axe_finds_nothing_and_at_200_percent_nothing_is_cut_off(browser) -> None:
    found = []
    for look, view in zip([x for x in LOOKS if x.first], cycle(WAYS), strict=False):
        page = browser.page(look.by, view)
        browser.open(page, look.address(browser.place.has))
        if look.act:
            look.act(page)
        found += [f"{look.name} {view}: {line}" for line in axe.findings(page)]
        for width in (ZOOMED, NARROW):
            page.set_viewport_size({"width": width, "height": 600})
            if over := page.evaluate(chrome.SCROLLS):
                found.append(f"{look.name} {view}: {over} px too wide at {width}")
        page.close()
    assert not found, "\n".join(found)
    assert blind(browser), "axe has to see a picture that says nothing"


def a_change_comes_to_every_open_page_by_itself(browser, cast) -> None:
    number = browser.place.has["order"]
    pages = live.watched(browser, number)
    order = str(Order.objects.get(number=number).pk)
    for turn in range(3):
        words, began = live.change(cast, order, turn), time.perf_counter()
        took = [live.told(page, words, began) for page in pages]
        assert max(took) < 5, took  # how soon it is: tests/soak/test_live_latency.py
    for page in pages:
        live.assert_live(page)
        page.close()
    for turn, page in enumerate(live.others(browser)):
        live.change(cast, order, turn)
        live.assert_live(page, looks=8)


def the_number_of_what_waits_changes_without_a_reload(browser, cast) -> None:
    page = browser.page("wang", View(NARROW, "en"))
    with page.expect_response("**/api/v1/stream?*"):
        browser.open(page, "/own")
    assert page.title() == "Your account"
    order = Order.objects.get(number=browser.place.has["request"])
    task = order.tasks.filter(finished_at=None)[0]
    data = {"task": str(task.pk), "taker": cast.id("wang"), "note": ""}
    cast.do("work.offer_handoff", data, by="chen")
    for _look in range(80):
        if page.title() == "(1) Your account":
            break
        page.wait_for_timeout(100)
    assert page.title() == "(1) Your account"
    said = page.locator(".bar [role=status][data-waiting]").inner_text()
    assert said == "Waiting for you: tasks 1, signatures 0"
    page.close()


def blind(browser) -> list[str]:
    page = browser.page("", WAYS[0])
    browser.open(page, "/login")
    page.evaluate("document.querySelector('main').append(new Image(9, 9))")
    return axe.findings(page)


def the_keyboard_alone_leads_from_the_list_to_a_note_that_is_kept(browser) -> None:
    page = browser.page("liu", View(WIDE, "en"))
    number = browser.place.has["order"]
    browser.open(page, "/")
    page.keyboard.press("Tab")
    assert page.locator("a.skip").bounding_box()["y"] >= 0, "the way past the bar"
    page.keyboard.press("Enter")
    enter(page, f"main a[href='/orders/{number}']")
    enter(page, f"main .verbs a[href^='/orders/{number}/add-note']", fresh=True)
    page.keyboard.press("Tab")
    assert focused(page, "main textarea[name=text]"), "the page begins at its title"
    page.keyboard.type("the gate is locked")
    enter(page, "main button.next")
    assert page.url.endswith(f"/orders/{number}")
    assert "the gate is locked" in page.locator("#notes").inner_text()


def letters_of_a_name_and_enter_lead_to_who_was_found(browser) -> None:
    page = browser.page("zhao", View(WIDE, "zh-hans"))
    browser.open(page, f"/orders/{browser.place.has['request']}/assign")
    tab_to(page, "main #line-person input.narrow")
    page.keyboard.insert_text("刘")
    page.keyboard.press("Enter")
    assert focused(page, "main select[name=person]")
    assert "刘" in page.locator("select[name=person] option:checked").inner_text()


def a_wall_without_room_turns_its_pages_and_then_rests(browser) -> None:
    page = browser.page("wang", View(WALL, "zh-hans"))
    page.set_viewport_size({"width": WALL, "height": 480})
    browser.open(page, "/board")
    lanes, shown = page.locator(".wall-lane"), page.locator(".wall-lane:visible")
    assert 0 < shown.count() < lanes.count()
    assert page.locator(".wall-page").is_visible()
    assert page.evaluate(TURNED) == [0, 1, 2, 0, 0, 1, 0, 0]
    page.set_viewport_size({"width": WIDE, "height": 480})
    page.wait_for_function("!document.querySelector('.wall-lane[hidden]')")
    assert shown.count() == lanes.count()
    page.close()


# Three pages of two lanes; after they have all been shown, "d" changes.
TURNED = """async () => {
  const { Turning } = await import("/static/js/turning.js");
  const it = new Turning(), pages = [];
  const learn = (d) => it.learn([..."abcdef"].map(x => [x, x === "d" ? d : x]), 2);
  const turn = () => { pages.push(it.page); it.turn(); };
  learn("1");
  for (let n = 0; n < 4; n++) turn();
  learn("2");
  for (let n = 0; n < 4; n++) turn();
  return pages;
}"""


def an_alarm_reaches_whatever_is_open_and_takes_no_half_typed_word(
    browser, cast
) -> None:
    number = browser.place.has["order"]
    form = browser.page("liu", View(NARROW, "en"))
    wall = browser.page("wang", View(WALL, "zh-hans"))
    for page, path in ((form, f"/orders/{number}/add-note"), (wall, "/board")):
        with page.expect_response("**/api/v1/stream?*"):
            browser.open(page, path)
    form.locator("textarea[name=text]").fill("half a word")
    order = str(Order.objects.get(number=number).pk)
    told = {
        "order": order,
        "told_by": "王",
        "what": "14:02 电话令送电",
        "state": "dual",
    }
    cast.do("safety.report_energised", told, by="zhou")
    for page in (form, wall):
        page.get_by_role("alert").get_by_text("14:02 电话令送电").first.wait_for()
    assert form.locator("textarea[name=text]").input_value() == "half a word"
    form.close()
    wall.close()


def focused(page, wanted: str) -> bool:
    return bool(page.evaluate("w => document.activeElement.matches(w)", wanted))


def enter(page, wanted: str, *, fresh: bool = False) -> None:
    """Tab there, also after the live part was fetched anew, and press Enter."""
    tab_to(page, wanted)
    if fresh:
        renew(page)
        assert page.evaluate("w => document.activeElement.matches(w)", wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page, wanted: str) -> None:
    """Every stop on the way shows that it has the focus."""
    for _press in range(150):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED, wanted)
        assert at["shown"], f"nobody sees that this has the focus: {at['what']}"
        if at["there"]:
            return
    raise AssertionError(f"the keyboard does not lead to {wanted}")


def renew(page) -> None:
    """As when something happened while nobody looked."""
    page.evaluate(RENEWED)


RENEWED = """() => new Promise(done => {
  const settled = () => setTimeout(done, 100);
  document.addEventListener("htmx:afterSettle", settled, {once: true});
  document.querySelector("[data-live]").dataset.stale = "yes";
  document.dispatchEvent(new Event("visibilitychange"));
})"""
FOCUSED = """wanted => {
  const at = document.activeElement, look = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  return {
    there: at.matches(wanted),
    what: at.outerHTML.slice(0, 120),
    shown: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2
      && box.bottom > 0 && box.top < innerHeight,
  };
}"""
