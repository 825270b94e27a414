"""The planner reads the journal with a cursor of its own until it is told to stop."""

from __future__ import annotations

import threading

import structlog

from greenlane.core import follow
from greenlane.core.follow import Reader
from greenlane.dispatch.live.planner import Planner
from greenlane.planning.solve import Budget

log = structlog.get_logger("greenlane.planner")
READER = "planner"
PAUSE_SECONDS, AFTER_FAULT_SECONDS = 0.1, 2.0


def run(stop: threading.Event, *, seconds: float) -> None:
    """A fault is told and survived: the units it concerned are planned anew."""
    planner = Planner(Budget(seconds=seconds))
    reader = Reader(READER, planner.take)
    planner.begin()
    try:
        while not stop.is_set():
            try:
                for each, unit in follow.with_news([reader]):
                    follow.turn(each, unit)
                planner.step()
                stop.wait(PAUSE_SECONDS)
            except Exception:
                log.exception("planner-failed")
                planner.begin()
                stop.wait(AFTER_FAULT_SECONDS)
    finally:
        planner.close()
        follow.release()
