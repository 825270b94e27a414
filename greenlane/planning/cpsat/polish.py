"""One neighbourhood planned anew by the solver; what stays keeps crew and order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from greenlane.planning.cpsat import model
from greenlane.planning.cpsat.scope import freed
from greenlane.planning.neighbourhoods import Pick, ways_to_pick
from greenlane.planning.problem import Problem
from greenlane.planning.reach import Reach
from greenlane.planning.solution import Plan, cost

FEWEST, MOST = 10, 60  # tasks that are freed at once: as many as go in the time
_WORK = (
    0.02  # of the solver's own units, 0.1-0.3 s; who needs more frees fewer next time
)


@dataclass
class Polisher:
    """Rounds of polish. It learns how many tasks fit a round, and which kind pays."""

    problem: Problem
    reach: Reach
    dice: Random
    size: float = 24.0
    picks: tuple[Pick, ...] = ()
    pays: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.picks = ways_to_pick(self.problem)
        self.pays = [1.0] * len(self.picks)

    def round(self, best: Plan, *, stop: Callable[[], bool] | None = None) -> Plan:
        """A plan no dearer than this one; the same one when nothing came of it."""
        [way] = self.dice.choices(range(len(self.picks)), self.pays)
        free = self.picks[way](self.problem, best, self.dice, round(self.size))
        effort = model.Effort(0.0, work=_WORK, seed=self.dice.randrange(1 << 30))
        scope = freed(self.problem, self.reach, best, free)
        solved = model.solve(self.problem, scope, best, effort, model.Ears(stop=stop))
        self._learn(finished=solved.finished)
        after = best if solved.plan is None else solved.plan
        gain = cost(self.problem, best) - cost(self.problem, after)
        self.pays[way] = max(0.1, 0.95 * self.pays[way] + 0.3 * (gain > 0))
        return after if gain >= 0 else best

    def _learn(self, *, finished: bool) -> None:
        self.size *= 1.04 if finished else 0.94
        self.size = min(MOST, max(FEWEST, self.size))
