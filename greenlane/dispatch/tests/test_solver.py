"""The engine's process: asked, killed, hung, talking nonsense; what its end means."""

from __future__ import annotations

import sys
import time

import pytest

from greenlane.core.models import Unit
from greenlane.dispatch.live import question
from greenlane.dispatch.live import solver as solving
from greenlane.dispatch.live.solver import Solver
from greenlane.dispatch.tests import stage
from greenlane.planning.solve import Budget
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_solver_is_a_process_that_may_be_killed(cast: Cast) -> None:
    """For real: killed in its work, it ends as `killed`, and the next job is done."""
    stage.requested(cast)
    unit = Unit.objects.get(pk=cast.unit.pk)
    asked, known = question.question(unit, "x", Budget(builds=4))
    assert known is not None
    job = question.job(asked, known, beside=False)
    solver = Solver()
    solver.ask(job)
    assert solver._child is not None
    solver._child.kill()
    assert said(solver) == ["Failed(why='killed', about='')"]
    solver.ask(job)
    found = said(solver)
    assert len(found) == 2 and found[0].startswith("Found(")
    solver.close()


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("import time; time.sleep(60)", "too-slow"),
        ("print('{\"plan\": 5}', flush=True); input()", "failed"),
        ("print('nonsense', flush=True); input()", "failed"),
        ('print(\'{"failed": "out-of-memory"}\', flush=True)', "out-of-memory"),
    ],
)
def test_a_worker_that_is_none_ends_in_one_failure(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, does: str, why: str
) -> None:
    monkeypatch.setattr(solving, "SLACK_SECONDS", 0.5)
    stage.requested(cast)
    unit = Unit.objects.get(pk=cast.unit.pk)
    asked, known = question.question(unit, "x", Budget(seconds=0.2))
    assert known is not None
    solver = Solver((sys.executable, "-c", does))
    solver.ask(question.job(asked, known))
    assert said(solver) == [f"Failed(why='{why}', about='')"]


def test_a_worker_that_has_no_memory_left_says_so(cast: Cast) -> None:
    """For real: with less than the solver's own code needs."""
    stage.requested(cast)
    unit = Unit.objects.get(pk=cast.unit.pk)
    asked, known = question.question(unit, "x", Budget(seconds=0.2))
    assert known is not None
    tight = (
        "from greenlane.planning import worker\n"
        "kept = [line.split()[1] for line in open('/proc/self/status')"
        " if line.startswith('VmSize')]\n"
        "worker.MOST_BYTES = int(kept[0]) * 1024 + 2_000_000\n"
        "worker.main()"
    )
    solver = Solver((sys.executable, "-c", tight))
    solver.ask(question.job(asked, known))
    assert said(solver)[-1].startswith("Failed(why='out-of-memory'")


def said(solver: Solver) -> list[str]:
    """Everything that comes of the job, in order."""
    found = []
    while solver.busy:
        if (news := solver.news()) is not None:
            found.append(repr(news))
        else:
            time.sleep(0.01)
    return found
