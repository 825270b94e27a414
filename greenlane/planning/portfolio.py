"""Who works on a plan, in which order and for how long; all write on one board.

Few tasks: a short search, then the solver looks at the whole until it is proven. More:
the solver polishes part after part. Many tasks of crews: the search alone, which finds
more in the same time; many without crews: the search goes on beside the polish.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec

from greenlane.planning.board import Board
from greenlane.planning.problem import Problem
from greenlane.planning.search import search
from greenlane.planning.solution import Plan

FEW, MANY = 70, 150  # open tasks that are proven quickly; that one model can hold
_WORK_A_BUILD = 0.002  # the solver's own unit of work for each build of the budget
_BUILDS_A_ROUND = 25  # of polish


@dataclass(frozen=True)
class Budget:
    """`builds` instead of `seconds` makes the plan repeatable."""

    seconds: float = 10.0
    builds: int | None = None
    seed: int = 1
    workers: int = 2


def work(board: Board, budget: Budget) -> tuple[int, bool]:
    """How many plans were built, and whether the solver took part."""
    exact = find_spec("ortools") is not None
    share = _share(board.problem) if exact else 1.0
    builds = _search(board, budget, share)
    if share == 1.0 or board.proven() or board.cancelled():
        return builds, False
    return builds + _solve(board, budget, builds), True


def _share(problem: Problem) -> float:
    """How much of the budget the search has for itself before the solver begins."""
    tasks = len(problem.tasks) - len(problem.fixed)
    if tasks <= FEW:
        return 0.03
    if not problem.crews:
        return 0.5
    return 0.25 if tasks <= MANY else 1.0


def _search(board: Board, budget: Budget, share: float, done: int = 0) -> int:
    """With the share used up it ends; until then it hears of cheaper plans."""

    def enough(builds: int) -> bool:
        if budget.builds is not None:
            return builds >= max(1, int(budget.builds * share) - done)
        return board.cancelled() or board.spent() >= budget.seconds * share

    def tell(plan: Plan, _price: int) -> None:
        board.offer(plan, "search")

    found = search(
        board.problem,
        seed=budget.seed + done,
        stop=lambda builds: board.proven() or board.cancelled() or enough(builds),
        bound=board.lowest,
        start=board.plan(),
        news=board.plan,
        tell=tell,
    )
    board.offer(found.plan, "search")
    return found.builds


def _solve(board: Board, budget: Budget, done: int) -> int:
    """How many more plans the search built beside it."""
    # Here, not above: the import costs a third of a second and 60 MB.
    from greenlane.planning import exactly

    problem, builds, seed = board.problem, budget.builds, budget.seed
    tasks = len(problem.tasks) - len(problem.fixed)
    if tasks <= (FEW if problem.crews else MANY) and exactly.fits(board):
        some = None if builds is None else builds * _WORK_A_BUILD
        exactly.prove(board, seed=seed, workers=budget.workers, work=some)
        return 0
    if builds is not None:
        exactly.polish(
            board, seed=seed, workers=1, rounds=max(1, builds // _BUILDS_A_ROUND)
        )
        return _search(board, budget, 1.0, done)
    if tasks <= MANY or budget.workers < 2:
        exactly.polish(board, seed=seed, workers=budget.workers, rounds=None)
        return 0
    more = [0]
    exactly.together(
        [
            lambda: more.__setitem__(0, _search(board, budget, 1.0, done)),
            partial(
                exactly.polish,
                board,
                seed=seed,
                workers=budget.workers - 1,
                rounds=None,
            ),
        ]
    )
    return more[0]
