"""A published plan can be made again: what it was made from is kept in one blob.

A mended plan, and one within a count of builds, comes out the same everywhere. A plan
within seconds does not; of that one it is checked again what it says and costs.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from greenlane.planning.check import check
from greenlane.planning.files import MOST_BYTES, read_json
from greenlane.planning.late import isolated_late
from greenlane.planning.problem import Problem
from greenlane.planning.repair import NOTICE, Line, repaired
from greenlane.planning.solution import Plan, cost
from greenlane.planning.solve import Budget, solve
from greenlane.planning.variants import BALANCED, BEST, FEWEST, variants
from greenlane.planning.written import write_json

FORM = 1
SOLVED, MENDED = "solved", "mended"
MADE = (SOLVED, MENDED, FEWEST, BALANCED, BEST)


class BadKept(ValueError):
    """These bytes are no plan that was kept here, or not whole."""


@dataclass(frozen=True)
class Pinned:
    """A plan with everything that it was made from.

    `made`: by `solve`; mended out of `last` and isolated late; or one of the variants.
    """

    problem: Problem
    budget: Budget
    plan: Plan
    made: str = SOLVED
    last: Mapping[str, Line] = field(default_factory=dict)
    now: int = 0
    notice: int = NOTICE

    def to_bytes(self) -> bytes:
        """Compressed; the same plan gives the same bytes."""
        told = {
            "form": FORM,
            "budget": asdict(self.budget),
            "starts": self.plan.starts,
            "crews": self.plan.crews,
            "made": self.made,
            "last": {key: (x.start, x.crews) for key, x in self.last.items()},
            "now": self.now,
            "notice": self.notice,
            "problem": write_json(self.problem),
        }
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(text.encode(), level=9)


@dataclass(frozen=True)
class Replayed:
    """`hash` of the plan as kept, `again` of the one made now: None where that depends
    on the seconds of a machine, empty where none was made. `faults` is what the checker
    of today says about the kept one.
    """

    hash: str
    again: str | None
    cost: int
    faults: tuple[str, ...]

    @property
    def same(self) -> bool:
        return self.again is None or self.again == self.hash


def unpinned(blob: bytes) -> Pinned:
    """Raises BadKept."""
    try:
        inflate = zlib.decompressobj()
        text = inflate.decompress(blob, MOST_BYTES)
        if not inflate.eof:
            raise BadKept("it is cut off, or larger than any problem")
        told = json.loads(text)
        if told["form"] != FORM or told["made"] not in MADE:
            raise BadKept(f"{told['form']!r} or {told['made']!r} is not known here")
        return Pinned(
            problem=read_json(told["problem"]),
            budget=Budget(**told["budget"]),
            plan=Plan(tuple(told["starts"]), tuple(tuple(x) for x in told["crews"])),
            made=told["made"],
            last={key: Line(at, tuple(x)) for key, (at, x) in told["last"].items()},
            now=told["now"],
            notice=told["notice"],
        )
    except (
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise BadKept(str(error)) from error


def replayed(blob: bytes) -> Replayed:
    """Made again, where that is possible; checked and priced in any case."""
    pinned = unpinned(blob)
    problem, plan = pinned.problem, pinned.plan
    again = None
    if pinned.made == MENDED or pinned.budget.builds is not None:
        made = _again(pinned)
        again = made.digest(problem) if made else ""
    return Replayed(
        plan.digest(problem), again, cost(problem, plan), tuple(check(problem, plan))
    )


def _again(pinned: Pinned) -> Plan | None:
    problem, budget, last = pinned.problem, pinned.budget, pinned.last
    now, notice = pinned.now, pinned.notice
    if pinned.made == MENDED:
        return isolated_late(problem, repaired(problem, last, now=now, notice=notice))
    if pinned.made == SOLVED:
        return solve(problem, budget).plan
    found = variants(problem, last, budget, now=now, notice=notice)
    return next((each.plan for each in found if each.kind == pinned.made), None)
