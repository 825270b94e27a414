"""Axe looks at a page as it stands; what it finds becomes lines that say where."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent.parent / "vendor" / "axe" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """tags => axe.run(document, {
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], iframes: false,
})"""


@cache
def source() -> str:
    return SOURCE.read_text(encoding="utf-8")


def findings(page: Any) -> list[str]:
    """One line a finding: rule, what is wrong, and the first places."""
    page.evaluate(source())
    found = page.evaluate(_RUN, list(TAGS))["violations"]
    return [_line(each) for each in found]


def _line(found: dict[str, Any]) -> str:
    places = "; ".join(
        f"{' '.join(map(str, node['target']))} [{_why(node)}]"
        for node in found["nodes"][:3]
    )
    return f"{found['id']} ({len(found['nodes'])}×): {found['help']}: {places}"


def _why(node: dict[str, Any]) -> str:
    said = [each["message"] for each in node["any"] + node["all"] + node["none"]]
    return said[0] if said else ""
