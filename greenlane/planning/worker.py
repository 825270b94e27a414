"""A process that plans: a job on each line that comes in, answers on those that go out.

`python -m greenlane.planning.worker`. It holds no state and no secret, opens no file
and no socket, and may be killed at any moment: whoever asked has the last plan.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from greenlane.planning.bottleneck import Relief, bottleneck
from greenlane.planning.build import CannotBuild
from greenlane.planning.job import Found, Job, Other
from greenlane.planning.repair import repaired
from greenlane.planning.replanned import replanned
from greenlane.planning.solution import Plan
from greenlane.planning.solve import Budget, Result, solve
from greenlane.planning.variants import variants

MOST_BYTES = 1024**3
_MAIN = 0.6  # of the budget; the rest is for the other plans
_RELIEFS = 0.5  # beyond it: what would shorten what
# Draws for the windows: as many as about a second allows, by the count of tasks.
_LIVED, _FEWEST, _MOST = 15_000, 25, 200
Say = Callable[[str], None]


def main() -> int:
    """Until the input ends. Of a job that fails it says why, and takes the next."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    for line in sys.stdin:
        try:
            answer(Job.from_line(line), _say)
        except (MemoryError, ImportError) as error:
            if isinstance(error, ImportError) and not _unmapped(error):
                _failed("failed", f"ImportError: {error}"[:200])
                continue
            return _failed("out-of-memory")
        except CannotBuild as held:
            _failed("impossible", held.task)
        except Exception as error:  # whoever asked must hear of it, whatever it is
            _failed("failed", f"{type(error).__name__}: {error}"[:200])
    return 0


def _unmapped(error: ImportError) -> bool:
    """The loader has words of its own for a library that found no room."""
    return any(
        words in str(error).lower() for words in ("failed to map", "cannot allocate")
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _failed(why: str, about: str = "") -> int:
    _say(json.dumps({"failed": why, "about": about}))
    return 1


def answer(job: Job, say: Say) -> None:
    """The best plan at once; then the same with its windows and what stands beside it.

    Whoever asks for nothing beside it gets one answer, with its windows.
    """
    share = _share(job.budget, _MAIN if job.beside else 1.0)
    found = _found(solve(job.problem, share, first=_mended(job)))
    if job.beside:
        say(found.to_line())  # at sixty orders its windows take seconds
    found = replace(found, windows=_windows(job, found.plan))
    if job.beside:
        rest = _share(job.budget, 1.0 - _MAIN)
        found = replace(
            found, others=_others(job, rest), reliefs=_reliefs(job, found.plan)
        )
    say(found.to_line())
    say("{}")


def _mended(job: Job) -> Plan | None:
    """What people were told, as far as it can be: nothing dearer is ever answered."""
    if not job.last:
        return None
    with suppress(CannotBuild):
        return repaired(job.problem, job.last, notice=job.notice)
    return None


def _share(budget: Budget, share: float) -> Budget:
    builds = None if budget.builds is None else max(1, int(budget.builds * share))
    return replace(budget, seconds=max(0.05, budget.seconds * share), builds=builds)


def _found(result: Result) -> Found:
    return Found(
        plan=result.plan,
        objective=result.objective,
        bound=result.bound,
        greedy=result.greedy,
        proven=result.proven,
        seconds=result.seconds,
    )


def _windows(job: Job, plan: Plan) -> dict[str, tuple[int, int]]:
    """Each draw is lived through by mending: who misses a shift waits for the next."""
    draws = max(_FEWEST, min(_MOST, _LIVED // len(job.problem.tasks)))
    told = replanned(job.problem, plan, job.spans, seed=job.budget.seed, draws=draws)
    return {each.mission: (each.p50, each.p80) for each in told.missions}


def _others(job: Job, budget: Budget) -> tuple[Other, ...]:
    if not job.last:
        return ()
    found = variants(job.problem, job.last, budget, notice=job.notice)
    return tuple(
        Other(x.kind, x.plan, x.cost, x.dark, x.changed, dict(x.moved)) for x in found
    )


def _reliefs(job: Job, plan: Plan) -> tuple[Relief, ...]:
    """As many as the time allows; with a count of builds for a budget, all."""
    until = time.monotonic() + job.budget.seconds * _RELIEFS

    def enough() -> bool:
        return job.budget.builds is None and time.monotonic() > until

    with suppress(CannotBuild):
        return bottleneck(job.problem, plan, builds=4, enough=enough)
    return ()


if __name__ == "__main__":
    sys.exit(main())
