"""`make screenshots`: every page of the founding case, as a picture and on paper.

They lie in build/screenshots; the pictures of the README and of docs/design.md are
written anew in docs/img (with the fonts of this machine: install Inter first, as the
style sheets ask for it). A name, or a piece of one, takes only the pages that are
called so; `design` takes those of docs/design.md alone.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlane.settings")

import django

django.setup()

from tests.browser import chrome  # noqa: E402  (Django has to stand)
from tests.browser.chrome import LANGUAGES, NARROW, WALL, WIDE, Chrome, View  # noqa: E402
from tests.browser.county import RICHEST, county  # noqa: E402
from tests.browser.looks import LOOKS, Look  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
OUT, OF_README = ROOT / "build" / "screenshots", ROOT / "docs" / "img"
README = {"en": "order.png", "zh-hans": "order.zh.png"}
README_HEIGHT = 960
CHANGING = ("order",)
PLANNED_SECONDS = 240.0


class Shown(NamedTuple):
    """A picture of docs/design.md, and of what it is one."""

    name: str
    path: str
    by: str
    view: View
    waits: tuple[str, ...] = ()  # what comes after the page itself


PANE = "#detail .pane-head"
DESIGN = (
    Shown("board", "/", "zhao", View(WIDE, "en"), (PANE, ".middle svg")),
    Shown(
        "board", "/?middle=map", "zhao", View(WIDE, "zh-hans", "dark"),
        (PANE, "[data-maplibre][data-state=drawn]"),
    ),
    Shown("timeline", "/plan", "zhao", View(WIDE, "en")),
    Shown("wall", "/board", "wang", View(WALL, "zh-hans", "dark")),
    Shown("phone", "/mine", "liu", View(NARROW, "zh-hans")),
)  # fmt: skip


def main(wanted: list[str]) -> int:
    if chrome.executable() is None:
        print("There is no Chromium here: no picture was taken.")
        return 1
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    if wanted == ["design"]:
        for_design()
        return 0
    for language in LANGUAGES:  # each has a county that was written in it
        with county(language) as place, chrome.chrome(place) as browser:
            place.play(lambda moment: look(browser, language, moment, wanted))  # noqa: B023
    if not wanted:
        for_design()
    print(f"{len(list(OUT.iterdir()))} pictures in {OUT.relative_to(ROOT)}")
    return 0


def look(browser: Chrome, language: str, moment: str, wanted: list[str]) -> None:
    for each in LOOKS:
        called = not wanted or any(part in each.name for part in wanted)
        if called and (moment == RICHEST or each.name in CHANGING):
            taken(browser, each, moment, language)
    if moment == RICHEST:
        for_readme(browser, language)


def views(language: str) -> list[View]:
    day = [View(width, language) for width in (NARROW, WIDE, WALL)]
    return [*day, View(WIDE, language, "dark"), View(NARROW, language, "dark")]


def taken(browser: Chrome, look: Look, moment: str, language: str) -> None:
    """The whole page on every screen, and once as it leaves the printer."""
    if (address := look.address(browser.place.has)) is None:
        return
    for number, view in enumerate(views(language)):
        page = browser.page(look.by, view)
        browser.open(page, address)
        if look.act:
            look.act(page)
        name = f"{look.name}.{moment}.{view}"
        page.screenshot(path=OUT / f"{name}.png", full_page=True)
        if number == 0:
            page.pdf(path=OUT / f"{name}.pdf", prefer_css_page_size=True)
        page.close()


def for_readme(browser: Chrome, language: str) -> None:
    page = browser.page("w01", View(WIDE, language))
    page.set_viewport_size({"width": WIDE, "height": README_HEIGHT})
    browser.open(page, f"/orders/{browser.place.has['order']}")
    page.wait_for_selector(".live[data-state=on]")
    page.screenshot(path=OF_README / README[language])
    page.close()


def for_design() -> None:
    """Pages of a county in the middle of busy days, once it has a plan."""
    for language in LANGUAGES:
        shots = [each for each in DESIGN if each.view.language == language]
        with county(language, still=False) as place, chrome.chrome(place) as browser:
            planned(browser)
            for shot in shots:
                shown(browser, shot)


def shown(browser: Chrome, shot: Shown) -> None:
    page = browser.page(shot.by, shot.view)
    browser.open(page, shot.path)
    page.wait_for_selector(".live[data-state=on]", state="attached")
    for comes_later in shot.waits:
        page.wait_for_selector(comes_later, state="attached", timeout=60_000)
    page.wait_for_timeout(1500)  # a map draws its last names
    page.screenshot(path=OF_README / f"{shot.name}.{shot.view}.png")
    page.close()


def planned(browser: Chrome) -> None:
    """Until the first plan stands. Raises where none comes."""
    page, until = browser.page("zhao", View()), time.monotonic() + PLANNED_SECONDS
    while time.monotonic() < until:
        browser.open(page, "/plan")
        if page.locator("main svg").count():
            page.close()
            return
        time.sleep(3)
    raise AssertionError("the county has no plan")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
