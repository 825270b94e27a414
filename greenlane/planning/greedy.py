"""The dispatcher's rule, as the yardstick beside every plan.

The heaviest place first, then who has least time left; each task as early as it goes.
"""

from __future__ import annotations

from greenlane.planning.build import build
from greenlane.planning.keys import latest_first
from greenlane.planning.problem import Problem
from greenlane.planning.solution import Plan


def greedy(problem: Problem) -> Plan:
    """Raises CannotBuild where some task can be done at no time at all."""
    return build(problem, latest_first(problem))
