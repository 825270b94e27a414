"""Who is where and what is used, as lists of numbers that are quickly copied.

It answers as `build.Site` does, minute for minute; that one is the text to read.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from copy import copy

from greenlane.planning.crewing import Wanted, crewed
from greenlane.planning.gaps import Gaps
from greenlane.planning.profile import FOREVER, Profile, Store
from greenlane.planning.tables import Tables

Work = tuple[int, tuple[int, ...]]  # start, crews


class Ground:
    """What has been planned so far. `place` finds where one more task goes.

    Ways must be the shortest (`Tables.sound`).
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.gaps = Gaps(tables)
        self.pools = [Profile(n) for _key, n in tables.problem.pools]
        self.stores = [Store(each.arrivals) for each in tables.problem.stocks]
        self.areas: list[list[tuple[int, int, bool]]] = [
            [] for _ in range(tables.areas)
        ]

    def hold(self, fixed: Sequence[tuple[int, int, tuple[int, ...]]]) -> None:
        """What runs or was acknowledged: (task, start, crews)."""
        for at, start, crews in sorted(fixed, key=lambda each: each[1]):
            end, site = start + self.tables.minutes[at], self.tables.site[at]
            for crew in crews:
                self.gaps.hold(crew, start, end, site)
            self._take_things(at, start)

    def copy(self) -> Ground:
        """The same ground, to go on from."""
        new = copy(self)
        new.gaps = self.gaps.copy()
        new.pools = [each.copy() for each in self.pools]
        new.stores = [each.copy() for each in self.stores]
        new.areas = [each[:] for each in self.areas]
        return new

    def take(self, at: int, start: int, crews: tuple[int, ...]) -> None:
        """This task is done then, by these."""
        if crews:
            end, site = start + self.tables.minutes[at], self.tables.site[at]
            for crew in crews:
                self.gaps.take(crew, start, end, site)
        self._take_things(at, start)

    def _take_things(self, at: int, start: int) -> None:
        tables = self.tables
        length = tables.minutes[at]
        for pool, amount in tables.uses[at]:
            self.pools[pool].take(start, length, amount)
        for stock, amount in tables.takes[at]:
            self.stores[stock].take(start, amount)
        if length and tables.area[at] >= 0:
            there = (start, start + length, tables.exclusive[at])
            insort(self.areas[tables.area[at]], there)

    def place(self, at: int, start: int) -> Work:
        """As early from `start` on as all that it needs allows; FOREVER: never."""
        tables = self.tables
        start = self._things(at, start)
        if start >= FOREVER or not tables.able[at]:
            return start, ()
        if tables.alone[at]:
            return self._one_crew(at, start)
        if len(tables.needs[at]) == 1:
            return self._several(at, start)
        return self._crews(at, start)

    def _things(self, at: int, start: int) -> int:
        """The first minute when equipment, material and area allow it."""
        tables = self.tables
        uses, takes, area = tables.uses[at], tables.takes[at], tables.area[at]
        length = tables.minutes[at]
        while start < FOREVER:
            later = start
            if area >= 0 and self.areas[area]:
                later = self._area(area, length, tables.exclusive[at], start)
            for stock, amount in takes:
                later = self.stores[stock].fits(later, amount)
            for pool, amount in uses:
                later = self.pools[pool].fits(later, length, amount)
            if later == start:
                return start
            start = later
        return FOREVER

    def _area(self, area: int, length: int, exclusive: bool, start: int) -> int:
        for begin, end, alone in self.areas[area]:
            if begin < start + length and start < end and (alone or exclusive):
                start = end
        return start

    def _one_crew(self, at: int, start: int) -> Work:
        """One need, and whoever has the skill can serve it alone: the soonest comes."""
        while True:
            soonest, now = self._soonest(at, start)
            if soonest != start:
                start = self._things(at, soonest)
            if start >= FOREVER:
                return FOREVER, ()
            if start == soonest:
                break
        if len(now) == 1:
            return start, (now[0],)
        site = self.tables.site[at]
        return start, (min(now, key=lambda crew: self._regret(crew, start, site)),)

    def _soonest(self, at: int, start: int) -> tuple[int, list[int]]:
        """When the first of them can begin, and who can then."""
        tables, soonest = self.tables, FOREVER
        length, site = tables.minutes[at], tables.site[at]
        end, to, now = start + length, tables.to[site], [0]
        for crew, _n in tables.asked[at]:
            gap = bisect_left(self.gaps.till[crew], end)
            free = self.gaps.frm[crew][gap] + to[self.gaps.came[crew][gap]]
            if free > soonest:
                continue  # any later gap is later still
            fit = self.gaps.fits(
                crew, gap, free if free > start else start, length, site
            )
            if fit < soonest:
                soonest, now = fit, [crew]
            elif fit == soonest:
                now.append(crew)
        return soonest, now

    def _several(self, at: int, start: int) -> Work:
        """One need: it begins when the soonest that bring its heads are there."""
        site, heads = self.tables.site[at], self.tables.needs[at][0][0]
        while True:
            soonest, found = self._soonest_heads(at, start)
            if soonest != start:
                start = self._things(at, soonest)
            if start >= FOREVER:
                return FOREVER, ()
            if start == soonest and (now := self._who_can(at, start, heads, found)):
                break
        if len(now) > 1:
            now.sort(key=lambda each: self._regret(each[0], start, site))
        if now[0][1] >= heads:
            return start, (now[0][0],)
        return start, crewed([Wanted(heads, now)]) or ()

    def _who_can(
        self, at: int, start: int, heads: int, found: list[tuple[int, int, int]]
    ) -> list[tuple[int, int]]:
        """Of those who can by then, who can then too; none if these are not enough."""
        length, site = self.tables.minutes[at], self.tables.site[at]
        now = []
        for minute, crew, n in found:
            if minute > start:
                break
            if minute < start:
                minute = self.gaps.fits_from(crew, start, length, site)
            if minute == start:
                now.append((crew, n))
                heads -= n
        return now if heads <= 0 else []

    def _soonest_heads(
        self, at: int, start: int
    ) -> tuple[int, list[tuple[int, int, int]]]:
        """When enough can begin, and (minute, crew, heads) of who can by then."""
        tables, gaps, soonest = self.tables, self.gaps, FOREVER
        length, site = tables.minutes[at], tables.site[at]
        heads, asked = tables.needs[at][0][0], tables.asked[at]
        end, to, left = start + length, tables.to[site], heads
        found: list[tuple[int, int, int]] = []
        for crew, n in asked:
            gap = bisect_left(gaps.till[crew], end)
            free = gaps.frm[crew][gap] + to[gaps.came[crew][gap]]
            if free > soonest:
                continue  # any later gap is later still
            fit = gaps.fits(crew, gap, free if free > start else start, length, site)
            if fit <= soonest:
                insort(found, (fit, crew, n))
                left -= n
                if left <= 0:
                    soonest = _enough(heads, found)
        return soonest, found

    def _crews(self, at: int, start: int) -> Work:
        """Several needs, and a crew serves one of them only."""
        tables = self.tables
        length, site = tables.minutes[at], tables.site[at]
        free = dict.fromkeys(tables.able[at], -1)
        while start < FOREVER:
            for crew, minute in free.items():
                if minute < start:
                    free[crew] = self.gaps.fits_from(crew, start, length, site)
            if crews := self._chosen(at, start, free):
                return start, crews
            start = self._things(at, self._later(at, start, free))
        return FOREVER, ()

    def _chosen(
        self, at: int, start: int, free: dict[int, int]
    ) -> tuple[int, ...] | None:
        site = self.tables.site[at]
        wanted = []
        for heads, able in self.tables.needs[at]:
            now = [each for each in able if free[each[0]] == start]
            if sum(n for _crew, n in now) < heads:
                return None
            now.sort(key=lambda each: self._regret(each[0], start, site))
            wanted.append(Wanted(heads, now))
        return crewed(wanted)

    def _later(self, at: int, start: int, free: dict[int, int]) -> int:
        """Before this minute too few can come to one of the needs."""
        soonest = min((m for m in free.values() if m > start), default=FOREVER)
        for missing, able in self.tables.needs[at]:
            for minute, heads in sorted([(free[crew], n) for crew, n in able]):
                missing -= heads
                if missing <= 0:
                    soonest = max(soonest, minute)
                    break
        return soonest

    def _regret(self, crew: int, start: int, site: int) -> int:
        """The nearest goes, then the least versatile."""
        before = self.gaps.site_before(crew, start)
        rank = self.tables.rank
        return self.tables.to[site][before] * len(rank) + rank[crew]


def _enough(heads: int, found: list[tuple[int, int, int]]) -> int:
    """The minute by which enough of them are there."""
    for minute, _crew, n in found:
        heads -= n
        if heads <= 0:
            return minute
    return FOREVER
