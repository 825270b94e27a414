"""Measure the planner, say each figure, and write its section of docs/benchmarks.md.

--few takes one seed and few problems of each set: some minutes instead of an hour.
--books=12 takes so many problems of each set of the literature.
--longer=600 plans each surge set once more in so many seconds.
"""

from __future__ import annotations

import argparse
import os
import sys
from itertools import chain

from tests import records
from tests.bench.planner import books, fields, in_a_row, replan, speed


def main(arguments: list[str]) -> int:
    own = argparse.ArgumentParser(prog="make bench-planner", description=__doc__)
    own.add_argument("--few", action="store_true")
    own.add_argument("--books", type=int, default=48)
    own.add_argument("--longer", type=float, default=0.0)
    asked = own.parse_args(arguments)
    found, load = [], os.getloadavg()[0]
    for row in chain(
        speed.rows(books.some("PSPLIB", "j120", count=1)),
        fields.rows(seeds=1 if asked.few else 5, longer=asked.longer),
        replan.rows(),
        in_a_row.rows(),
        books.rows(count=4 if asked.few else asked.books),
    ):
        print(row, flush=True)
        found.append(str(row))
    command = "make bench-planner" + (
        f' FEW="{" ".join(arguments)}"' if arguments else ""
    )
    records.write_planner(
        found, command=command, load=f"{load:.1f} to {os.getloadavg()[0]:.1f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
