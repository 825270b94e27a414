"""Debian's Chromium under Playwright: one process, a context for every way to look."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

NARROW, WIDE, WALL = 390, 1440, 1920
ZOOMED = WIDE // 2  # a screen of 1440 at 200 % has this much room
LANGUAGES, SCHEMES = ("zh-hans", "en"), ("light", "dark")
HEIGHTS = {NARROW: 844, ZOOMED: 450, WIDE: 900, WALL: 1080}
SCROLLS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def executable() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Place(Protocol):
    """A house that answers: its address, what it has, and who is logged in how."""

    url: str
    has: Mapping[str, str]

    def cookies(self, who: str) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class View:
    """How a page is looked at."""

    width: int = WIDE
    language: str = "en"
    scheme: str = "light"

    def __str__(self) -> str:
        return f"{self.width}.{self.language}.{self.scheme}"


@dataclass
class Chrome:
    """The browser; contexts are kept, because a new one for every page costs time."""

    browser: Any
    place: Place
    _contexts: dict[tuple[str, str, str], Any] = field(default_factory=dict)

    def page(self, who: str, view: View) -> Any:
        """A fresh page, as this person sees it on this screen."""
        key = (who, view.language, view.scheme)
        if key not in self._contexts:
            self._contexts[key] = self._context(who, view)
        page = self._contexts[key].new_page()
        page.set_viewport_size({"width": view.width, "height": HEIGHTS[view.width]})
        return page

    def _context(self, who: str, view: View) -> Any:
        made = self.browser.new_context(
            color_scheme=view.scheme, reduced_motion="reduce", locale=view.language
        )
        cookies = dict(self.place.cookies(who)) if who else {}
        cookies["django_language"] = view.language
        made.add_cookies(
            [{"name": n, "value": v, "url": self.place.url} for n, v in cookies.items()]
        )
        return made

    def open(self, page: Any, path: str) -> None:
        page.goto(self.place.url + path, wait_until="load")


@contextmanager
def chrome(place: Place) -> Iterator[Chrome]:
    """Raises nothing where there is no Chromium: ask `executable()` before."""
    from playwright.sync_api import sync_playwright

    rights = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=executable(), args=rights)
        try:
            yield Chrome(browser, place)
        finally:
            browser.close()
