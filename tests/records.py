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
PLANNER, BOARD = "## The planner", "## The board"  # each written by a run of its own
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
    _write("", "\n".join(lines))


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
    _write(PLANNER, "\n".join(lines))


def write_board(rows: Sequence[str], *, command: str) -> None:
    """The board's own section of that page; the rest stays."""
    lines = [
        BOARD,
        "",
        f"`{command}` wrote this section in one run: {_when()},",
        f"{os.cpu_count()} cores for the house and its clients, SQLite, one worker,",
        f"Python {platform.python_version()}.",
        "",
        "| | goal | measured | how |",
        "|---|---|---|---|",
        *rows,
    ]
    _write(BOARD, "\n".join(lines))


def _write(heading: str, text: str) -> None:
    """This section anew, "" for the first one; the others stay as they were written."""
    page = BENCHMARK_PAGE.read_text(encoding="utf-8") if BENCHMARK_PAGE.exists() else ""
    found = {"": page.partition("\n## ")[0]}
    for part in page.split("\n## ")[1:]:
        whole = f"## {part}"
        found[whole.partition("\n")[0]] = whole
    found[heading] = text
    kept = [each.strip("\n") for each in found.values() if each.strip()]
    BENCHMARK_PAGE.write_text("\n\n".join(kept) + "\n", encoding="utf-8")


def _when() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    found = subprocess.run(
        asked, cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    return f"{date.today()} at {found.strip() or 'no commit'}"
