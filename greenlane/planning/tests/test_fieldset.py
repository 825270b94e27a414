"""The field sets and the rule are frozen: every comparison stands on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from greenlane.planning import fieldset
from greenlane.planning.check import check
from greenlane.planning.files import read_json
from greenlane.planning.greedy import greedy
from greenlane.planning.solution import cost, ends
from greenlane.planning.written import write_json

YARDSTICK = json.loads((Path(__file__).parent / "yardstick.json").read_text())


@pytest.mark.parametrize(("orders", "crews"), fieldset.SURGE + fieldset.RICH)
def test_the_yardstick_has_not_moved(orders: int, crews: int) -> None:
    for seed, (tasks, price, digest) in enumerate(YARDSTICK[f"{orders}/{crews}"], 1):
        problem = fieldset.field(orders, crews, seed=seed)
        plan = greedy(problem)
        assert len(problem.tasks) == tasks
        assert (cost(problem, plan), plan.digest(problem)) == (price, digest)


@pytest.mark.parametrize("seed", range(1, 4))
def test_an_order_of_the_field_is_as_it_was_described(seed: int) -> None:
    problem = fieldset.field(12, 16, seed=seed)
    per_order = [
        sum(task.mission == each.key for task in problem.tasks)
        for each in problem.missions
    ]
    assert all(8 <= count <= 14 for count in per_order)
    assert {each.weight for each in problem.missions} <= {10, 6, 3, 1}
    assert all(len(crew.skills) > 1 for crew in problem.crews)
    plan = greedy(problem)
    assert check(problem, plan) == []
    assert all(minute % fieldset.STEP == 0 for minute in ends(problem, plan))


def test_a_problem_comes_out_of_its_file_as_it_went_in() -> None:
    problem = fieldset.field(3, 8, seed=1)
    assert read_json(write_json(problem)) == problem


def test_a_field_set_is_written_for_the_command(tmp_path: Path) -> None:
    file = tmp_path / "field.json"
    assert fieldset.main(["2", "8", "--seed", "4", "--out", str(file)]) == 0
    assert read_json(file.read_text()) == fieldset.field(2, 8, seed=4)
