"""Commands through the door with everything on, beside a bare insert of Django."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from greenlane.core import guard
from greenlane.core.door import perform
from greenlane.places.models import Site
from tests.bench.timing import clocks, spread, times
from tests.cast import Cast
from tests.soak.rearm import Moment
from tests.soak.stages_of_races import ready

THREADS, SECONDS, ALONE, CLOSINGS = 16, 8.0, 200, 30
_numbers = count()


def many_at_once(cast: Cast) -> dict[str, str]:
    """Sixteen people add sites to one unit: all of them want the same head."""
    by = cast.actor("wang")
    bare = _from_threads(lambda: _insert(cast))
    with clocks() as told:
        done = _from_threads(lambda: _command(by))
    return {
        f"commands/s through the door, {THREADS} threads": f"{done:.0f}",
        f"bare insert and commit/s, {THREADS} threads": f"{bare:.0f}",
        "of a bare insert, a command has the speed of": f"{done / bare:.0%}",
        f"waiting for the lock, {THREADS} threads": spread(told.waiting),
        f"under the lock, {THREADS} threads": spread(told.holding),
    }


def alone(cast: Cast) -> dict[str, str]:
    """One at a time: the budget from BEGIN to COMMIT is 6 ms."""
    by = cast.actor("wang")
    bare = times(lambda: _insert(cast), ALONE)
    with clocks() as told:
        whole = times(lambda: _command(by), ALONE)
    ratio = sorted(whole)[ALONE // 2] / sorted(bare)[ALONE // 2]
    return {
        "a bare insert and commit, alone": spread(bare),
        "a command, alone": spread(whole),
        "of it from BEGIN to COMMIT": spread(told.transaction),
        "a command takes as long as bare inserts": f"{ratio:.1f}",
    }


def energising(cast: Cast) -> dict[str, str]:
    """The heaviest release: the gates walked over a real order."""
    step = ready(cast)
    data = {"step": str(step.pk), "guard": cast.id("gao")}
    before, by = Moment(), cast.actor("he")
    whole: list[float] = []
    with clocks() as told:
        for _n in range(CLOSINGS):
            proved = {
                **data,
                **cast.proof("connections.energise_step", data, by=by),
            }
            whole += times(
                lambda: perform("connections.energise_step", proved, by=by),  # noqa: B023
                1,
            )
            before.come_back()
    proved = {**data, **cast.proof("connections.energise_step", data, by=by)}
    with CaptureQueriesContext(connection) as asked:
        perform("connections.energise_step", proved, by=by)
    before.come_back()
    return {
        "energise_step with its gates": spread(whole),
        "energise_step from BEGIN to COMMIT": spread(told.transaction),
        "queries of energise_step": str(len(asked)),
    }


def guarded() -> dict[str, str]:
    """The cheapest query with the write guard, and without."""
    with_guard = _query()
    kept = connection.execute_wrappers[:]
    connection.execute_wrappers.clear()
    try:
        without = _query()
    finally:
        connection.execute_wrappers.extend(kept)
    return {"the write guard adds to a query": f"{with_guard - without:.1f} µs"}


def _query(often: int = 5000) -> float:
    """Microseconds of one query, the best of five runs."""
    best = float("inf")
    for _run in range(5):
        with connection.cursor() as cursor:
            began = time.perf_counter()
            for _n in range(often):
                cursor.execute("SELECT 1")
        best = min(best, (time.perf_counter() - began) / often * 1e6)
    return best


def _insert(cast: Cast) -> None:
    code = f"B{next(_numbers)}"
    with guard.lifted():
        Site.objects.create(unit=cast.unit, code=code, name_zh=code)


def _command(by: Any) -> None:
    code = f"C{next(_numbers)}"
    perform("places.add_site", {"code": code, "name_zh": code}, by=by)


def _from_threads(deed: Callable[[], None]) -> float:
    """How often a second it was done by all of them together."""
    until, done = time.perf_counter() + SECONDS, []

    def work() -> None:
        try:
            while time.perf_counter() < until:
                deed()
                done.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _n in range(THREADS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return len(done) / SECONDS
