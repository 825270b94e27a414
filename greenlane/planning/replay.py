"""A published plan can be made again: what it was made from is kept in one blob.

A plan within a count of builds comes out the same everywhere. A plan within seconds
does not; of that one it is checked again what it says and costs.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass

from greenlane.planning.check import check
from greenlane.planning.files import MOST_BYTES, read_json
from greenlane.planning.problem import Problem
from greenlane.planning.solution import Plan, cost
from greenlane.planning.solve import Budget, solve
from greenlane.planning.written import write_json

FORM = 1


class BadBlob(ValueError):
    """These bytes are no plan that was kept here, or not whole."""


@dataclass(frozen=True)
class Pinned:
    """A plan with everything that it was made from."""

    problem: Problem
    budget: Budget
    plan: Plan

    def to_bytes(self) -> bytes:
        """Compressed; the same plan gives the same bytes."""
        told = {
            "form": FORM,
            "budget": asdict(self.budget),
            "starts": self.plan.starts,
            "crews": self.plan.crews,
            "problem": write_json(self.problem),
        }
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(text.encode(), level=9)


@dataclass(frozen=True)
class Replayed:
    """`hash` of the plan as kept, `again` of the one made now: None if no count of
    builds was kept. `faults` is what the checker of today says about the kept one.
    """

    hash: str
    again: str | None
    cost: int
    faults: tuple[str, ...]

    @property
    def same(self) -> bool:
        return self.again is None or self.again == self.hash


def unpinned(blob: bytes) -> Pinned:
    """Raises BadBlob."""
    try:
        inflate = zlib.decompressobj()
        text = inflate.decompress(blob, MOST_BYTES)
        if not inflate.eof:
            raise BadBlob("it is cut off, or larger than any problem")
        told = json.loads(text)
        if told["form"] != FORM:
            raise BadBlob(f"form {told['form']!r} is not known here")
        return Pinned(
            read_json(told["problem"]),
            Budget(**told["budget"]),
            Plan(tuple(told["starts"]), tuple(tuple(x) for x in told["crews"])),
        )
    except (zlib.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadBlob(str(error)) from error


def replayed(blob: bytes) -> Replayed:
    """Made again, where that is possible; checked and priced in any case."""
    pinned = unpinned(blob)
    problem, plan = pinned.problem, pinned.plan
    again = None
    if pinned.budget.builds is not None:
        again = solve(problem, pinned.budget).plan.digest(problem)
    return Replayed(
        plan.digest(problem), again, cost(problem, plan), tuple(check(problem, plan))
    )
