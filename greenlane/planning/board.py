"""The best plan so far, whoever found it, and the clock or count that ends the work."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from greenlane.planning.bounds import bound
from greenlane.planning.check import check
from greenlane.planning.problem import Problem
from greenlane.planning.reach import Reach
from greenlane.planning.solution import Plan, cost


class ImpossiblePlan(RuntimeError):
    """The checker found a fault in a plan of ours: it is not published, ever."""


@dataclass(frozen=True)
class Step:
    """A better plan was found: by whom, and after how many seconds."""

    plan: Plan
    objective: int
    by: str
    seconds: float


@dataclass
class Board:
    """Several threads may write here. `told` hears of each better plan, checked."""

    problem: Problem
    reach: Reach
    seconds: float
    told: Callable[[Step], None] | None = None
    asked: Callable[[], bool] | None = None  # whether somebody wants it to end
    best: Plan | None = None
    price: int = 0
    lowest: int = 0
    began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.lock = Lock()
        self.lowest = bound(self.problem, self.reach)

    def offer(self, plan: Plan, by: str) -> bool:
        """Whether it is the best so far. Raises ImpossiblePlan if it is none."""
        price = cost(self.problem, plan)
        with self.lock:
            if self.best is not None and price >= self.price:
                return False
            if faults := check(self.problem, plan):
                raise ImpossiblePlan(f"by {by}: " + "; ".join(faults))
            self.best, self.price = plan, price
            if self.told is not None:
                self.told(Step(plan, price, by, self.spent()))
            return True

    def plan(self) -> Plan:
        if self.best is None:
            raise LookupError("no plan was offered yet")
        return self.best

    def learn(self, lowest: int) -> None:
        """No plan is cheaper than this."""
        with self.lock:
            self.lowest = max(self.lowest, lowest)

    def proven(self) -> bool:
        return self.best is not None and self.lowest >= self.price

    def spent(self) -> float:
        return time.monotonic() - self.began

    def left(self) -> float:
        return max(0.0, self.seconds - self.spent())

    def cancelled(self) -> bool:
        return self.asked is not None and self.asked()

    def over(self) -> bool:
        """Nothing more can or may be done."""
        return self.proven() or self.cancelled() or self.left() <= 0
