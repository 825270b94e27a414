"""The coarser problem is the same one: plans and costs go over, and come back."""

from __future__ import annotations

from dataclasses import replace

from greenlane.planning.check import check
from greenlane.planning.fieldset import field
from greenlane.planning.greedy import greedy
from greenlane.planning.problem import Problem
from greenlane.planning.rows import Stay, Task
from greenlane.planning.scale import divided, longer, shorter, step
from greenlane.planning.solution import cost


def test_the_field_counts_in_steps_of_five_minutes() -> None:
    problem = field(5, 8, seed=1)
    plan = greedy(problem)
    by = step(problem, plan)
    small, less = divided(problem, by), shorter(plan, by)
    assert by == 5 and longer(less, by) == plan
    assert check(small, less) == []
    assert by * cost(small, less) == cost(problem, plan)


def test_one_odd_minute_keeps_every_minute() -> None:
    problem = field(5, 8, seed=1)
    odd = replace(problem, stays=(Stay("O0 survey", (), 0, price=7),))
    assert step(odd) == 1


def test_where_nothing_lasts_the_step_is_one() -> None:
    assert step(Problem(tasks=(Task("a", 0),))) == 1
