"""The problems of the literature, from folders that are named: PSPLIB=…, MSPSP=….

Beside the files lies `best.csv` (name, best known).
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

from greenlane.planning.files import read
from greenlane.planning.greedy import greedy
from greenlane.planning.solution import cost
from greenlane.planning.solve import Budget, solve
from tests.bench.planner.row import Row, mean, percent

SECONDS = 10.0
SETS = {
    "PSPLIB": {
        "j30": ("j30", "0.0 %"),
        "j60": ("j60", "at most 0.5 %"),
        "j120": ("j120", "at most 2.5 %"),
    },
    "MSPSP": {
        "inst_set1a_": ("set 1a", "at most 1 %"),
        "inst_set1b_": ("set 1b", "at most 10 %"),
        "inst_set2a_": ("set 2a", "at most 1 %"),
        "inst_set2b_": ("set 2b", "at most 1 %"),
    },
}


def folder(library: str) -> Path | None:
    named = os.environ.get(library)
    return Path(named) if named and Path(named).is_dir() else None


def some(library: str, start: str, *, count: int) -> list[Path]:
    """Evenly spread over the set, the same ones each time."""
    where = folder(library)
    if where is None:
        return []
    files = sorted(
        (each for each in where.iterdir() if re.match(start + r"\w", each.stem)),
        key=lambda each: [int(n) for n in re.findall(r"\d+", each.stem)],
    )
    files = [each for each in files if each.suffix in {".sm", ".dzn"}]
    gap = max(1, len(files) // count)
    return files[gap // 2 :: gap][:count]


def rows(*, count: int) -> Iterator[Row]:
    for library, sets in SETS.items():
        where = folder(library)
        for start, (name, goal) in sets.items():
            what = f"{library} {name}"
            if where is None:
                yield Row(what, goal, f"skipped: {library}=folder names none", "–")
            else:
                yield _gap(what, goal, some(library, start, count=count), where)


def _gap(what: str, goal: str, files: list[Path], where: Path) -> Row:
    with (where / "best.csv").open(encoding="utf-8") as known:
        best = {row["name"]: int(row["best"]) for row in csv.DictReader(known)}
    gaps, rule, proven = [], [], 0
    for file in files:
        problem = read(file)
        result = solve(problem, Budget(seconds=SECONDS))
        proven += result.proven
        gaps.append(result.objective / best[file.stem] - 1)
        rule.append(cost(problem, greedy(problem)) / best[file.stem] - 1)
    return Row(
        f"{what}, {len(files)} of its problems, {SECONDS:.0f} s",
        f"{goal} above the best known",
        f"{percent(mean(gaps))} above, {proven} proven",
        f"the rule of the latest finish: {percent(mean(rule))}",
    )
