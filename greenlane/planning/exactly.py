"""The solver's part of the portfolio. Only what is asked here loads OR-Tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import combinations
from random import Random

from greenlane.planning.board import Board
from greenlane.planning.build import CannotBuild, build
from greenlane.planning.cpsat import model
from greenlane.planning.cpsat.polish import Polisher
from greenlane.planning.cpsat.scope import by_numbers, everything
from greenlane.planning.rows import MAKESPAN
from greenlane.planning.solution import Plan, cost

MOST_ASKED = 120_000  # that two tasks share a crew; each is a clause of the model
_FIRST_SECONDS, _FIRST_WORK, _LONGER = 0.15, 0.015, 1.5  # runs of the solver
_NAMELESS = 0.15  # of what is left of the time
_IDLE = 5  # rounds of polish without a better plan, then something else


def fits(board: Board) -> bool:
    """Whether the whole model stays far below the memory of a process."""
    scope = everything(board.problem, board.reach, board.plan())
    crews = [frozenset(c for some in each for c in some) for each in scope.able]
    asked = 0
    for one, two in combinations(crews, 2):
        asked += len(one & two)
    return asked <= MOST_ASKED


def prove(board: Board, *, seed: int, workers: int, work: float | None) -> None:
    """All at once, until it is proven or the time is over.

    With two workers one mends plans part by part, one looks at the whole: each better
    plan leaves less room to look at, so the whole is begun anew from it.
    """
    if board.problem.objective == MAKESPAN and board.problem.crews:
        _without_names(board, seed, work)
    if work is not None:
        _repeatably(board, seed, work)
    elif workers < 2:
        polisher = Polisher(board.problem, board.reach, Random(seed))
        _polish_while_it_pays(board, polisher)
        _whole(board, seed)
    else:
        others = range(1, workers)
        together(
            [
                partial(_whole, board, seed),
                *(partial(_polish, board, seed + each, None) for each in others),
            ]
        )


def _without_names(board: Board, seed: int, work: float | None) -> None:
    """Starts from numbers of heads alone; the builder then names who comes.

    Where gangs are large, names are what the solver struggles with.
    """
    problem, best = board.problem, board.plan()
    until = board.spent() + _NAMELESS * board.left()
    scope = by_numbers(problem, board.reach, best)

    def hear(plan: Plan) -> None:
        try:
            board.offer(build(problem, plan.starts), "numbers")
        except CannotBuild:
            return

    def stop() -> bool:
        return board.cancelled() or (work is None and board.spent() >= until)

    some = None if work is None else min(work, _FIRST_WORK)
    effort = model.Effort(board.left(), work=some, seed=seed)
    solved = model.solve(problem, scope, best, effort, model.Ears(hear, stop=stop))
    board.learn(solved.bound)


def _repeatably(board: Board, seed: int, work: float) -> None:
    """Polish while it pays, then longer and longer runs, from both sides in turn."""
    polisher = Polisher(board.problem, board.reach, Random(seed))
    _polish_while_it_pays(board, polisher)
    some, below = min(work, _FIRST_WORK), False
    while work > 0 and not board.proven() and not board.cancelled():
        effort = model.Effort(0.0, work=some, seed=seed, from_below=below)
        _run(board, effort, board.cancelled)
        work -= some
        some, below = min(work, some * _LONGER), not below


def _polish_while_it_pays(board: Board, polisher: Polisher) -> None:
    idle, here = 0, board.plan()
    while idle < _IDLE and not board.over():
        here = polisher.round(here, stop=board.cancelled)
        idle = 0 if board.offer(here, "polish") else idle + 1


def _whole(board: Board, seed: int) -> None:
    """From above and from below in turn, each run longer than the one before."""
    seconds, below = _FIRST_SECONDS, False
    while not board.over():
        price, until = board.price, board.spent() + seconds

        def stop(price: int = price, until: float = until) -> bool:
            late = board.spent() > until
            return (late and board.price < price) or board.over()

        effort = model.Effort(board.left(), seed=seed, from_below=below)
        if _run(board, effort, stop):
            return
        seconds *= _LONGER
        below = not below and board.problem.objective != MAKESPAN


def _run(board: Board, effort: model.Effort, stop: Callable[[], bool]) -> bool:
    """Whether the solver came to its end."""
    best = board.plan()
    scope = everything(board.problem, board.reach, best)

    def hear(plan: Plan) -> None:
        board.offer(plan, "exact")

    ears = model.Ears(hear, board.learn, stop)
    solved = model.solve(board.problem, scope, best, effort, ears)
    board.learn(solved.bound)
    return solved.finished


def polish(board: Board, *, seed: int, workers: int, rounds: int | None) -> None:
    """Neighbourhood after neighbourhood; repeatable with `rounds`."""
    each = [
        partial(_polish, board, seed + at, rounds)
        for at in range(1 if rounds is not None else workers)
    ]
    together(each)


def _polish(board: Board, seed: int, rounds: int | None) -> None:
    polisher = Polisher(board.problem, board.reach, Random(seed))
    done, here = 0, board.plan()
    stop = board.over if rounds is None else board.cancelled
    while not stop() and not board.proven() and done != rounds:
        if cost(board.problem, here) > board.price:
            here = board.plan()
        here = polisher.round(here, stop=stop)
        board.offer(here, "polish")
        done += 1


def together(works: Iterable[Callable[[], None]]) -> None:
    """The solver leaves Python to the others while it works."""
    works = list(works)
    with ThreadPoolExecutor(len(works)) as pool:
        for each in [pool.submit(work) for work in works]:
            each.result()
