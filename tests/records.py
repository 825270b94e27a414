"""The pages of results: docs/soak.md grows, docs/benchmarks.md is written anew."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOAK_PAGE = ROOT / "docs" / "soak.md"
BENCHMARK_PAGE = ROOT / "docs" / "benchmarks.md"
PLANNER = "## The planner"
FIGURES = "GREENLANE_FIGURES"  # names the file that a run tells its figures to


def note_soak(said: Sequence[str], figures: Sequence[str]) -> None:
    """Add this soak to the page that keeps them all."""
    told = "".join(figures).strip() or "- no figures"
    with SOAK_PAGE.open("a", encoding="utf-8") as page:
        page.write(f"\n## {_when()}\n\n{'. '.join(said)}.\n\n{told}\n")


def write_benchmarks(figures: Mapping[str, str]) -> None:
    """One column a database, one line a figure."""
    columns = {name: json.loads(text or "{}") for name, text in figures.items()}
    titles = list(dict.fromkeys(title for each in columns.values() for title in each))
    lines = [
        "# Benchmarks",
        "",
        "`make bench` wrote this page. Figures of one run stand beside each other; the",
        "ratios say more than the figures, which are the machine's as much as ours.",
        "",
        f"{_when()}, {os.cpu_count()} cores, Python {platform.python_version()}.",
        "",
        f"| | {' | '.join(columns)} |",
        f"|---|{'---|' * len(columns)}",
        *(
            f"| {title} | {' | '.join(c.get(title, '-') for c in columns.values())} |"
            for title in titles
        ),
        "",
        "Durations are medians with the 95th percentile. SQLite waits for the lock",
        "before BEGIN and holds it to the end; PostgreSQL waits behind it, for the",
        "head of the unit, and holds that to the end. All write to one unit.",
    ]
    _write(ours="\n".join(lines) + "\n", planner=_sections()[1])


def write_planner(rows: Sequence[str], *, command: str, load: str) -> None:
    """The planner's own section of that page; the rest stays."""
    lines = [
        PLANNER,
        "",
        f"`{command}` wrote this section in one run: {_when()},",
        f"{os.cpu_count()} cores, load {load}, Python {platform.python_version()}.",
        "",
        "| | goal | measured | yardstick |",
        "|---|---|---|---|",
        *rows,
        "",
        "Plans a second are of the processor, the quickest of several. The seconds of",
        "a plan are those of the clock: what else ran on the machine took its part.",
    ]
    _write(ours=_sections()[0], planner="\n".join(lines) + "\n")


def _sections() -> tuple[str, str]:
    """What `make bench` wrote, and what `make bench-planner` did."""
    page = BENCHMARK_PAGE.read_text(encoding="utf-8") if BENCHMARK_PAGE.exists() else ""
    ours, found, planner = page.partition(PLANNER)
    return ours.rstrip("\n") + "\n", found + planner


def _write(*, ours: str, planner: str) -> None:
    page = ours + ("\n" + planner if planner else "")
    BENCHMARK_PAGE.write_text(page, encoding="utf-8")


def _when() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    found = subprocess.run(
        asked, cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    return f"{date.today()} at {found.strip() or 'no commit'}"
