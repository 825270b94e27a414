"""What the solver decides, and for each of it what the best known plan says."""

from __future__ import annotations

from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from greenlane.planning.cpsat.scope import Scope
from greenlane.planning.cpsat.serving import served
from greenlane.planning.problem import Problem
from greenlane.planning.solution import Plan


@dataclass(frozen=True)
class Draft:
    """A model that grows. `comes[task][crew]` only for crews that could come.

    A variable without a hint makes the solver lose the whole plan it begins from, so
    each is born with one.
    """

    problem: Problem
    scope: Scope
    best: Plan
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    starts: list[cp_model.IntVar] = field(default_factory=list)
    spans: list[cp_model.IntervalVar] = field(default_factory=list)
    gives: list[dict[tuple[int, int], cp_model.IntVar]] = field(default_factory=list)
    comes: list[dict[int, cp_model.IntVar]] = field(default_factory=list)

    def flag(self, now: bool) -> cp_model.IntVar:
        made = self.cp.new_bool_var("")
        self.cp.add_hint(made, now)
        return made

    def number(self, low: int, high: int, now: int) -> cp_model.IntVar:
        made = self.cp.new_int_var(low, max(low, high), "")
        self.cp.add_hint(made, min(max(low, now), max(low, high)))
        return made

    def there(self, at: int) -> set[int]:
        """Who comes in the best known plan."""
        return set(self.best.crews_of(at))


def variables(problem: Problem, scope: Scope, best: Plan) -> Draft:
    """When each task starts and who comes, within the scope."""
    draft = Draft(problem, scope, best)
    for at, task in enumerate(problem.tasks):
        fixed = problem.fixed_at.get(task.key)
        if fixed is None:
            start = draft.number(scope.low[at], scope.high[at], best.starts[at])
        else:
            start = draft.cp.new_constant(fixed.start)
        draft.starts.append(start)
        draft.spans.append(
            draft.cp.new_fixed_size_interval_var(start, task.minutes, "")
        )
        _crews(draft, at)
    return draft


def _crews(draft: Draft, at: int) -> None:
    problem, task = draft.problem, draft.problem.tasks[at]
    if task.key in problem.fixed_at or at in draft.scope.kept:
        yes = draft.cp.new_constant(1)
        draft.gives.append({})
        draft.comes.append(dict.fromkeys(sorted(draft.there(at)), yes))
        return
    serves = served(problem, at, draft.best.crews_of(at))
    gives = {
        (need, crew): draft.flag(serves.get(crew) == need)
        for need, able in enumerate(draft.scope.able[at])
        for crew in able
    }
    draft.gives.append(gives)
    if len(task.needs) == 1:
        draft.comes.append({crew: given for (_need, crew), given in gives.items()})
        return
    there, comes = draft.there(at), {}
    for crew in sorted({crew for _need, crew in gives}):
        given = [each for (_need, who), each in gives.items() if who == crew]
        if len(given) == 1:
            comes[crew] = given[0]
        else:
            comes[crew] = draft.flag(crew in there)
            draft.cp.add(sum(given) == comes[crew])
    draft.comes.append(comes)
