"""The map in a browser: a mark is drawn and leads on, thousands of sites are few."""

from __future__ import annotations

import json
from typing import Any

from tests.browser.chrome import WIDE, View

THINGS = "**/map/things.json"
MANY = 5000
INK = """
box => new Promise(done => box.map.once("render", () => {
  const from = box.map.getCanvas(), to = document.createElement("canvas");
  to.width = to.height = 40;
  const at = box.map.project([113.336, 32.713]), ratio = window.devicePixelRatio;
  const paper = to.getContext("2d", { willReadFrequently: true });
  const [x, y, side] = [at.x - 20, at.y - 20, 40].map(each => each * ratio);
  paper.drawImage(from, x, y, side, side, 0, 0, 40, 40);
  const seen = new Set();
  const { data } = paper.getImageData(0, 0, 40, 40);
  for (let n = 0; n < data.length; n += 4) seen.add(data.slice(n, n + 3).join());
  done(seen.size);
}) && box.map.triggerRepaint())
"""


def a_site_on_the_map_leads_to_its_order(browser: Any) -> None:
    page = browser.page("wang", View(WIDE, "en"))
    browser.open(page, "/map")
    box = drawn(page)
    assert box.evaluate(INK) > 5, "a mark in its colours, and not the bare ground"
    x, y = box.evaluate("box => Object.values(box.map.project([113.336, 32.713]))")
    canvas = page.locator(".map canvas")
    canvas.click(position={"x": x, "y": y})
    link = page.locator(".map-card a")
    number = link.get_attribute("href").rpartition("/")[2]
    assert number in link.inner_text()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/orders/{number}"), "the keyboard goes on from there"
    browser.open(page, "/?middle=map")
    drawn(page).evaluate("box => box.map.jumpTo({center: [113.336, 32.713]})")
    page.locator(".map canvas").focus()
    page.keyboard.press("Enter")
    page.locator(f"#detail .pane-no b:text-is('{number}')").wait_for()
    page.close()


def thousands_of_sites_are_few_marks(browser: Any) -> None:
    page = browser.page("wang", View(WIDE, "en"))
    told = json.dumps({"type": "FeatureCollection", "now": 0, "features": sites()})
    page.route(THINGS, lambda route: route.fulfill(body=told))
    browser.open(page, "/map")
    box = drawn(page)
    shown = box.evaluate("""box => new Promise(done => box.map.once("idle", () => done(
        box.map.querySourceFeatures("sites").map(each => each.properties)))
        && box.map.triggerRepaint())""")
    groups = {each["cluster_id"]: each for each in shown if each.get("cluster")}
    assert 0 < len(groups) < MANY / 10
    assert any(each["worst"] == 7 and each["n7"] for each in groups.values())
    page.close()


def sites() -> list[dict[str, Any]]:
    """One of them stopped, all others lit."""
    return [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [113 + n % 71 * 0.013, 32 + n // 71 * 0.012],
            },
            "properties": {
                "kind": "site",
                "id": str(n),
                "name": f"S{n}",
                "state": "lit" if n else "stopped",
                "rank": 0 if n else 7,
            },
        }
        for n in range(MANY)
    ]


def drawn(page: Any) -> Any:
    box = page.locator("[data-map][data-state=drawn]")
    box.wait_for()
    return box
