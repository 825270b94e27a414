"""One says stop to the other crew while ours releases: never stop, then release."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

from django.db import connection

from greenlane.core.models import Event
from greenlane.safety.gates import g12_all_back as g12
from tests import stages
from tests.cast import Cast

PATIENCE = 0.5  # seconds in which a stop that nothing holds up is long through


def test_a_stop_waits_for_the_release_that_has_looked_already(
    live_cast: Cast, monkeypatch: Any
) -> None:
    """G0 has found no stop; before the release is through, the other crew says stop.

    The unit's stream has the order in which both were committed. Without the locks of
    site and order behind the shared isolation, PostgreSQL lets the stop overtake.
    """
    of = stages.order(live_cast)
    point = stages.isolated(live_cast, of).points.get()
    other = stages.shared_pole(live_cast)
    looked, stopped = threading.Event(), threading.Event()
    plain = g12.missing

    def slowly(act: Any) -> Any:  # G12 is asked after G0
        looked.set()
        stopped.wait(PATIENCE)
        return plain(act)

    def say_stop() -> None:
        looked.wait()
        data = {"order": str(other.pk), "reason": "有人触电"}
        live_cast.do("work.stop_work", data, by="zhou")
        stopped.set()

    monkeypatch.setattr(g12, "missing", slowly)
    stages.sign(live_cast, point, "unlock_guard", by="gao")
    unlock = {"point": str(point.pk), "guarded_by": live_cast.id("gao")}
    at_once(partial(live_cast.do, "safety.unlock_point", unlock, by="he"), say_stop)
    names = ("safety.point_unlocked", "work.work_stopped")
    told = Event.objects.filter(name__in=names).order_by("seq")
    assert tuple(told.values_list("name", flat=True)) == names


def at_once(*deeds: Any) -> None:
    """Each in a thread and a connection of its own; the first error is raised here."""
    wrong: list[BaseException] = []

    def run(deed: Any) -> None:
        try:
            deed()
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for each in wrong:
        raise each
