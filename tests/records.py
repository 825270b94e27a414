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
    BENCHMARK_PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _when() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    found = subprocess.run(
        asked, cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    return f"{date.today()} at {found.strip() or 'no commit'}"
