"""Where a plan in the making differs from the one it is made out of, and since when."""

from __future__ import annotations

from collections.abc import Sequence

from greenlane.planning.profile import FOREVER
from greenlane.planning.tables import Tables

Place = tuple[int, tuple[int, ...]]


class Since:
    """For crews, equipment, areas: the first minute that is not as it was."""

    def __init__(self, tables: Tables) -> None:
        self.crews = [FOREVER] * len(tables.rank)
        self.pools = [FOREVER] * len(tables.problem.pools)
        self.stores = [False] * len(tables.problem.stocks)
        self.areas = [FOREVER] * tables.areas

    def take(self, other: Since) -> None:
        self.crews[:] = other.crews
        self.pools[:] = other.pools
        self.stores[:] = other.stores
        self.areas[:] = other.areas

    def note(self, tables: Tables, at: int, place: Place) -> None:
        """This task is done so in one of the two plans and not in the other."""
        start, crews = place
        for crew in crews:
            if start < self.crews[crew]:
                self.crews[crew] = start
        for pool, _amount in tables.uses[at]:
            if start < self.pools[pool]:
                self.pools[pool] = start
        for stock, _amount in tables.takes[at]:
            self.stores[stock] = True
        area = tables.area[at]
        if area >= 0 and start < self.areas[area]:
            self.areas[area] = start


class Unlike:
    """Goes along with the builder. `leaves` says whether a task stays as it was."""

    def __init__(
        self, tables: Tables, starts: Sequence[int], crews: Sequence[tuple[int, ...]]
    ) -> None:
        self.tables, self.starts, self.crews = tables, starts, crews
        self.settled = Since(tables)  # differences that stay
        self.now = Since(tables)  # with those that may end, when both have the task
        self.open: dict[int, Place] = {}  # tasks that only one of the plans has so far
        self.any = False

    def leaves(self, at: int, starts: Sequence[int]) -> bool:
        """Whether nothing that this task looks at has changed up to its end."""
        tables, now, old = self.tables, self.now, self.starts
        if not self.any:
            return True
        for other, _gap in tables.after[at]:
            if starts[other] != old[other]:
                return False
        end = old[at] + (tables.minutes[at] or 1)
        for pool, _amount in tables.uses[at]:
            if now.pools[pool] < end:
                return False
        for stock, _amount in tables.takes[at]:
            if now.stores[stock]:
                return False
        if tables.area[at] >= 0 and now.areas[tables.area[at]] < end:
            return False
        far, crews = end + tables.farthest[tables.site[at]], now.crews
        return all(crews[crew] >= far for crew in tables.able[at])

    def differs(self, at: int, start: int, crews: tuple[int, ...]) -> None:
        """A task that both plans have by now was placed anew."""
        if start == self.starts[at] and crews == self.crews[at]:
            return
        self.any = True
        for place in ((start, crews), (self.starts[at], self.crews[at])):
            self.settled.note(self.tables, at, place)
            self.now.note(self.tables, at, place)

    def passes(self, at: int) -> None:
        """The old plan has this task by now; the new one had it already, or will."""
        self._meet(at, (self.starts[at], self.crews[at]))

    def moved(self, at: int, start: int, crews: tuple[int, ...]) -> None:
        """The new plan has this task by now; the old one had it already, or will."""
        self._meet(at, (start, crews))

    def _meet(self, at: int, place: Place) -> None:
        met = self.open.pop(at, None)
        if met is None:
            self.open[at] = place
            self.now.note(self.tables, at, place)
            self.any = True
            return
        if met != place:
            for each in (met, place):
                self.settled.note(self.tables, at, each)
        self.now.take(self.settled)
        for other, each in self.open.items():
            self.now.note(self.tables, other, each)
        self.any = bool(self.open) or self._settled()

    def _settled(self) -> bool:
        own = self.settled
        return (
            min(own.crews, default=FOREVER) < FOREVER
            or min(own.pools, default=FOREVER) < FOREVER
            or any(own.stores)
            or min(own.areas, default=FOREVER) < FOREVER
        )
