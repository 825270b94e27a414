"""What a plan in the making will cost at least; past a limit it is not worth an end."""

from __future__ import annotations

from greenlane.planning.rows import MAKESPAN
from greenlane.planning.tables import Tables

NEVER = 1 << 60


class TooDear(Exception):
    """The plan will cost more than was asked for, however it ends."""


class Meter:
    """Each place's supply comes no sooner than the chain behind any task of it."""

    def __init__(self, tables: Tables, limit: int) -> None:
        self.tables, self.limit = tables, limit
        self.makespan = tables.problem.objective == MAKESPAN
        self.ends = tables.begun[:]
        self.total = 0

    def note(self, at: int, start: int) -> None:
        """Raises TooDear."""
        end = start + self.tables.tail[at]
        if self.makespan:
            if end > self.limit:
                raise TooDear
            return
        mission = self.tables.mission[at]
        if mission < 0 or end <= self.ends[mission]:
            return
        lost, before = self.tables.lost, self.ends[mission]
        self.total += lost(mission, end) - (lost(mission, before) if before > 0 else 0)
        self.ends[mission] = end
        if self.total > self.limit:
            raise TooDear
