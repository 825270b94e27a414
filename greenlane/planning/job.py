"""What a worker process is asked, and what it answers: one JSON object a line.

Both sides read the other's words as they would a stranger's: a process that was killed
in the middle of a line, or answers nonsense, is a failed one and no more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from greenlane.planning.bottleneck import Relief
from greenlane.planning.files import read_json
from greenlane.planning.problem import Problem
from greenlane.planning.repair import Line
from greenlane.planning.rows import Span
from greenlane.planning.solution import Plan
from greenlane.planning.solve import Budget
from greenlane.planning.written import write_json


class BadAnswer(ValueError):
    """The line is no answer, or its plan does not fit the problem."""


@dataclass(frozen=True)
class Job:
    """`last` is what people were told; `spans` how long tasks may take."""

    problem: Problem
    budget: Budget
    last: Mapping[str, Line] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    notice: int = 90
    beside: bool = True  # whether other plans and reliefs are wanted too

    def to_line(self) -> str:
        told = {
            "problem": write_json(self.problem),
            "budget": asdict(self.budget),
            "last": {key: asdict(line) for key, line in self.last.items()},
            "spans": {key: asdict(span) for key, span in self.spans.items()},
            "notice": self.notice,
            "beside": self.beside,
        }
        return json.dumps(told, separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str) -> Job:
        """Raises ValueError, KeyError or TypeError for what nobody here has written."""
        told = json.loads(line)
        return cls(
            problem=read_json(told["problem"]),
            budget=Budget(**told["budget"]),
            last={
                key: Line(each["start"], tuple(each["crews"]))
                for key, each in told["last"].items()
            },
            spans={key: Span(**each) for key, each in told["spans"].items()},
            notice=told["notice"],
            beside=told["beside"],
        )


@dataclass(frozen=True)
class Other:
    """Another plan and its price, as `variants.Variant` has them."""

    kind: str
    plan: Plan
    cost: int
    dark: int
    changed: int
    moved: Mapping[str, int]


@dataclass(frozen=True)
class Found:
    """The plan with its figures; minutes by mission; what would shorten it."""

    plan: Plan
    objective: int
    bound: int
    greedy: int
    proven: bool
    seconds: float
    windows: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # P50, P80
    reliefs: tuple[Relief, ...] = ()
    others: tuple[Other, ...] = ()

    def to_line(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str, problem: Problem) -> Found:
        """Raises BadAnswer for anything but an answer to this problem."""
        try:
            told = json.loads(line)
            return cls(
                plan=_plan(told.pop("plan"), problem),
                windows={
                    k: (int(a), int(b)) for k, (a, b) in told.pop("windows").items()
                },
                reliefs=tuple(_relief(each) for each in told.pop("reliefs")),
                others=tuple(_other(each, problem) for each in told.pop("others")),
                **told,
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as bad:
            raise BadAnswer(str(bad)[:200]) from bad


def _plan(told: Any, problem: Problem) -> Plan:
    starts = tuple(int(each) for each in told["starts"])
    crews = tuple(tuple(int(crew) for crew in row) for row in told["crews"])
    if len(starts) != len(problem.tasks) or len(crews) not in {0, len(starts)}:
        raise ValueError("another count of tasks")
    if any(not 0 <= crew < len(problem.crews) for row in crews for crew in row):
        raise ValueError("a crew that there is not")
    return Plan(starts, crews)


def _relief(told: Any) -> Relief:
    missions = tuple((str(key), int(n)) for key, n in told.pop("missions"))
    return Relief(**told, missions=missions)


def _other(told: Any, problem: Problem) -> Other:
    return Other(**{**told, "plan": _plan(told["plan"], problem)})
