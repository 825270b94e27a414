"""By when, if the plan is mended whenever something takes longer, as it will be.

Crews stay as long as that is sensible and others take over where a shift ends. Every
draw is planned anew, so it is dear: a hundred draws tell P50 and P80 well enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace

import numpy as np

from greenlane.planning.build import CannotBuild
from greenlane.planning.estimate import Estimates, Span, durations, gathered, lived
from greenlane.planning.links import links
from greenlane.planning.problem import Problem
from greenlane.planning.repair import lines, repaired
from greenlane.planning.solution import Plan, ends

DRAWS = 100


def replanned(
    problem: Problem,
    plan: Plan,
    spans: Mapping[str, Span],
    *,
    seed: int,
    now: int = 0,
    draws: int = DRAWS,
) -> Estimates:
    """A draw that fits into no shifts is lived through with crews and order as planned.

    It is kind in one thing: a task that will take long is not begun before a shift
    ends, where a crew that does not know would have stayed on.
    """
    minutes = [
        np.rint(each)
        for each in durations(problem, spans, seed=seed, now=now, draws=draws)
    ]
    over = lived(problem, links(problem, plan), minutes)
    last = lines(problem, plan)
    for draw in range(draws):
        drawn = lasting(problem, [int(each[draw]) for each in minutes])
        try:
            mended = repaired(drawn, last, now=now, notice=0)
        except CannotBuild:
            continue
        for at, end in enumerate(ends(drawn, mended)):
            over[at][draw] = end
    return gathered(problem, over)


def lasting(problem: Problem, minutes: list[int]) -> Problem:
    """The same problem with other minutes. What does not depend on them is kept.

    To look for faults in all rows again would take longer than to mend the plan.
    """
    found = copy(problem)
    tasks = zip(problem.tasks, minutes, strict=True)
    told = tuple(replace(task, minutes=length) for task, length in tasks)
    object.__setattr__(found, "tasks", told)
    for derived in ("after", "horizon"):
        found.__dict__.pop(derived, None)
    return found
