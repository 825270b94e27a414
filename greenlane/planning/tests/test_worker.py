"""What the engine's process answers, in which order, and what it may take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from greenlane.planning import worker
from greenlane.planning.fieldset import field
from greenlane.planning.greedy import greedy
from greenlane.planning.job import Job
from greenlane.planning.repair import lines
from greenlane.planning.rows import Span
from greenlane.planning.solve import Budget


def job(*, beside: bool) -> Job:
    problem = field(3, 14, seed=1)
    spans = {x.key: Span(x.minutes, x.minutes, 2 * x.minutes) for x in problem.tasks}
    told = lines(problem, greedy(problem))
    return Job(problem=problem, budget=Budget(builds=8), last=told, spans=spans,
               notice=60, beside=beside)  # fmt: skip


def answers(asked: Job) -> list[dict[str, Any]]:
    said: list[str] = []
    worker.answer(asked, said.append)
    return [json.loads(line) for line in said]


def test_the_better_plan_does_not_wait_for_its_windows() -> None:
    first, then, end = answers(job(beside=True))
    assert first["plan"] == then["plan"] and end == {}
    assert not first["windows"] and then["windows"]
    assert then["others"]


def test_who_wants_nothing_beside_gets_one_answer_with_windows() -> None:
    only, end = answers(job(beside=False))
    assert only["windows"] and not only["others"] and end == {}


def test_none_that_reads_the_journal_brings_the_solver_with_it() -> None:
    """The planner and the follower; of the pages see `board`."""
    for which in ("greenlane.cli.planner", "greenlane.cli.follow"):
        code = (
            "import sys\n"
            f"import django; django.setup(); import {which}\n"
            "heavy = {'ortools', 'numpy', 'greenlane.planning.worker'}\n"
            "sys.exit(' '.join(heavy & set(sys.modules)) or None)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "greenlane.settings"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (which, done.stderr)
