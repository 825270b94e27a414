"""One says stop to a switching order while a step is done: never stop, then step."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

from greenlane.core.models import Event
from greenlane.safety.gates import g14a_in_turn as g14a
from tests import stages, switching_stages
from tests.cast import Cast
from tests.test_a_stop_races_a_release import PATIENCE, at_once


def test_a_stop_waits_for_the_step_that_has_looked_already(
    live_cast: Cast, monkeypatch: Any
) -> None:
    """G14a has found it going on; before the step is through, somebody says stop."""
    of = stages.order(live_cast)
    row = switching_stages.in_force(live_cast, of, [switching_stages.line("check")])
    looked, stopped = threading.Event(), threading.Event()
    plain = g14a.missing

    def slowly(act: Any) -> Any:
        found = plain(act)
        looked.set()
        stopped.wait(PATIENCE)
        return found

    def say_stop() -> None:
        looked.wait()
        live_cast.do("safety.stop_switching", {"switching": str(row.pk)}, by="zhou")
        stopped.set()

    monkeypatch.setattr(g14a, "missing", slowly)
    at_once(partial(switching_stages.by_hand, live_cast, row, 1), say_stop)
    names = ("safety.switching_step_done", "safety.switching_stopped")
    told = Event.objects.filter(name__in=names).order_by("seq")
    assert tuple(told.values_list("name", flat=True)) == names
