"""Who is where and what is used, as lists of numbers that are quickly copied.

It answers as `build.Site` does, minute for minute; that one is the text to read.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from copy import copy

from greenlane.planning.crewing import Wanted, crewed
from greenlane.planning.profile import FOREVER, Profile, Store
from greenlane.planning.tables import Tables

Work = tuple[int, tuple[int, ...]]  # start, crews


class Ground:
    """What has been planned so far. `place` finds where one more task goes."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        crews = len(tables.rank)
        self.begins: list[list[int]] = [[] for _ in range(crews)]
        self.ends: list[list[int]] = [[] for _ in range(crews)]
        self.sites: list[list[int]] = [[] for _ in range(crews)]
        self.pools = [Profile(n) for _key, n in tables.problem.pools]
        self.stores = [Store(each.arrivals) for each in tables.problem.stocks]
        self.areas: list[list[tuple[int, int, bool]]] = [
            [] for _ in range(tables.areas)
        ]

    def copy(self) -> Ground:
        """The same ground, to go on from."""
        new = copy(self)
        new.begins = [each[:] for each in self.begins]
        new.ends = [each[:] for each in self.ends]
        new.sites = [each[:] for each in self.sites]
        new.pools = [each.copy() for each in self.pools]
        new.stores = [each.copy() for each in self.stores]
        new.areas = [each[:] for each in self.areas]
        return new

    def take(self, at: int, start: int, crews: tuple[int, ...]) -> None:
        """This task is done then, by these."""
        tables = self.tables
        length, site = tables.minutes[at], tables.site[at]
        end = start + length
        for crew in crews:
            begins = self.begins[crew]
            if not begins or begins[-1] < start:
                begins.append(start)
                self.ends[crew].append(end)
                self.sites[crew].append(site)
            else:
                self._slip_in(crew, start, end, site)
        for pool, amount in tables.uses[at]:
            self.pools[pool].take(start, length, amount)
        for stock, amount in tables.takes[at]:
            self.stores[stock].take(start, amount)
        if length and tables.area[at] >= 0:
            insort(self.areas[tables.area[at]], (start, end, tables.exclusive[at]))

    def _slip_in(self, crew: int, start: int, end: int, site: int) -> None:
        """Behind what begins as soon and ends no later."""
        begins, ends = self.begins[crew], self.ends[crew]
        here = bisect_left(begins, start)
        while here < len(begins) and begins[here] == start and ends[here] <= end:
            here += 1
        begins.insert(here, start)
        ends.insert(here, end)
        self.sites[crew].insert(here, site)

    def place(self, at: int, start: int) -> Work:
        """As early from `start` on as all that it needs allows; FOREVER: never."""
        tables = self.tables
        start = self._things(at, start)
        if start >= FOREVER or not tables.able[at]:
            return start, ()
        if tables.alone[at] and tables.sound:
            return self._one_crew(at, start)
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
        """One need, and each crew can serve it alone."""
        tables, fits = self.tables, self.fits
        length, site, able = tables.minutes[at], tables.site[at], tables.able[at]
        free = [fits(crew, start, length, site) for crew in able]
        while (soonest := min(free)) != start:
            if soonest >= FOREVER:
                return FOREVER, ()
            start = self._things(at, soonest)
            if start != soonest:
                if start >= FOREVER:
                    return FOREVER, ()
                free = [
                    minute if minute >= start else fits(crew, start, length, site)
                    for minute, crew in zip(free, able, strict=True)
                ]
        if free.count(start) == 1:
            return start, (able[free.index(start)],)
        now = [crew for minute, crew in zip(free, able, strict=True) if minute == start]
        return start, (min(now, key=lambda crew: self._regret(crew, start, site)),)

    def _crews(self, at: int, start: int) -> Work:
        """Several crews, or several needs, or ways that are not the shortest."""
        tables = self.tables
        length, site, able = tables.minutes[at], tables.site[at], tables.able[at]
        free: dict[int, int] = dict.fromkeys(able, -1)
        while start < FOREVER:
            for crew, minute in free.items():
                if minute < start or not tables.sound:
                    free[crew] = self.fits(crew, start, length, site)
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

    def _regret(self, crew: int, start: int, site: int) -> tuple[int, int]:
        """The nearest goes, then the least versatile."""
        tables = self.tables
        here = bisect_left(self.begins[crew], start)
        before = self.sites[crew][here - 1] if here else tables.depot[crew]
        return tables.to[site][before], tables.rank[crew]

    def fits(self, crew: int, start: int, length: int, site: int) -> int:
        """The first minute from `start` on when the crew can be there for it."""
        tables = self.tables
        begins, ends, sites = self.begins[crew], self.ends[crew], self.sites[crew]
        here, count, to = bisect_left(begins, start), len(begins), tables.to[site]
        while True:
            free = (
                ends[here - 1] + to[sites[here - 1]]
                if here
                else tables.opens[crew][0] + to[tables.depot[crew]]
            )
            if free > start:
                start = free
            start = self._in_shift(crew, start, length)
            if here == count:
                return start
            if begins[here] < start:
                while here < count and begins[here] < start:
                    here += 1
                continue
            if start + length + tables.way[site][sites[here]] <= begins[here]:
                return start
            start = ends[here] + to[sites[here]]
            here += 1

    def _in_shift(self, crew: int, start: int, length: int) -> int:
        closes, opens = self.tables.closes[crew], self.tables.opens[crew]
        here = bisect_left(closes, start + length)
        while here < len(closes):
            begin = opens[here] if opens[here] > start else start
            if begin + length <= closes[here]:
                return begin
            here += 1
        return FOREVER
