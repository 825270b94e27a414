"""A plan: when each task starts, and who does it. And what it costs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from greenlane.planning.problem import Problem
from greenlane.planning.rows import LATE, MAKESPAN


@dataclass(frozen=True)
class Plan:
    """By place in `problem.tasks`: start in minutes, places of the crews."""

    starts: tuple[int, ...]
    crews: tuple[tuple[int, ...], ...] = field(default=())

    def crews_of(self, task: int) -> tuple[int, ...]:
        return self.crews[task] if self.crews else ()

    def as_dict(self, problem: Problem) -> dict[str, object]:
        """Keys instead of places; what `--out` writes."""
        return {
            "tasks": [
                {
                    "task": task.key,
                    "start": self.starts[at],
                    "end": self.starts[at] + task.minutes,
                    "crews": [problem.crews[crew].key for crew in self.crews_of(at)],
                }
                for at, task in enumerate(problem.tasks)
            ]
        }

    def digest(self, problem: Problem) -> str:
        """SHA-256 over the plan in its plainest form: the same plan, the same hash."""
        text = json.dumps(self.as_dict(problem), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def ends(problem: Problem, plan: Plan) -> list[int]:
    return [
        start + task.minutes
        for start, task in zip(plan.starts, problem.tasks, strict=True)
    ]


def mission_ends(problem: Problem, plan: Plan) -> Mapping[str, int]:
    """Mission -> minute in which the last of its tasks ends."""
    found: dict[str, int] = {}
    for task, end in zip(problem.tasks, ends(problem, plan), strict=True):
        if task.mission:
            found[task.mission] = max(found.get(task.mission, 0), end)
    return found


def cost(problem: Problem, plan: Plan) -> int:
    """Makespan, or Σ weight × (dark + 3 × late minutes); then what else it costs.

    The rest: dark minutes of neighbours, and crews that were told otherwise before.
    """
    beside = neighbours_dark(problem, plan) + disturbance(problem, plan)
    if problem.objective == MAKESPAN:
        return max(ends(problem, plan)) + beside
    last = mission_ends(problem, plan)
    return beside + sum(
        mission.weight
        * minutes_lost(last[mission.key], mission.need_at, mission.deadline)
        for mission in problem.missions
        if mission.key in last
    )


def neighbours_dark(problem: Problem, plan: Plan) -> int:
    """Σ weight × minutes from the start of isolating to the end of restoring."""
    place = problem.place
    return sum(
        each.weight
        * max(
            0,
            plan.starts[place[each.on]]
            + problem.tasks[place[each.on]].minutes
            - plan.starts[place[each.off]],
        )
        for each in problem.neighbours
    )


def disturbance(problem: Problem, plan: Plan) -> int:
    """Σ price of the tasks that other crews do now than people were told."""
    total = 0
    for each in problem.stays:
        at = problem.place[each.task]
        now = {problem.crews[crew].key for crew in plan.crews_of(at)}
        total += each.price * (now != set(each.crews))
    return total


def minutes_lost(end: int, need_at: int, deadline: int | None) -> int:
    """Dark minutes, and each late one three times over."""
    late = max(0, end - deadline) if deadline is not None else 0
    return max(0, end - need_at) + LATE * late
