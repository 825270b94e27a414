"""A crew's day as the gaps in it that are long enough for the shortest task.

From the end of one piece of work at a site to the begin of the next one at another.
Ways must be the shortest (`Tables.sound`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from greenlane.planning.profile import FOREVER
from greenlane.planning.tables import Tables


class Gaps:
    """By crew: `frm` and `till` when, `came` from where, `goes` where next."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.frm = [[opens[0]] for opens in tables.opens]
        self.till = [[FOREVER] for _crew in tables.opens]
        self.came = [[depot] for depot in tables.depot]
        self.goes = [[tables.nowhere] for _crew in tables.opens]

    def copy(self) -> Gaps:
        new = Gaps.__new__(Gaps)
        new.tables = self.tables
        new.frm = [each[:] for each in self.frm]
        new.till = [each[:] for each in self.till]
        new.came = [each[:] for each in self.came]
        new.goes = [each[:] for each in self.goes]
        return new

    def hold(self, crew: int, start: int, end: int, site: int) -> None:
        """What runs or was acknowledged, in the order of its starts."""
        self._split(crew, len(self.frm[crew]) - 1, start, end, site)

    def take(self, crew: int, start: int, end: int, site: int) -> None:
        gap = bisect_right(self.frm[crew], start) - 1
        self._split(crew, gap, start, end, site)

    def site_before(self, crew: int, start: int) -> int:
        """Where it comes from for this start."""
        return self.came[crew][bisect_right(self.frm[crew], start) - 1]

    def fits_from(self, crew: int, start: int, length: int, site: int) -> int:
        """The first minute from `start` on when the crew can be there for it."""
        gap = bisect_left(self.till[crew], start + length)
        free = self.frm[crew][gap] + self.tables.to[site][self.came[crew][gap]]
        return self.fits(crew, gap, free if free > start else start, length, site)

    def fits(self, crew: int, gap: int, free: int, length: int, site: int) -> int:
        """The same, from this gap on, in which it could begin at `free`."""
        till = self.till[crew]
        last = len(till) - 1
        if gap == last:
            return self._in_shift(crew, free, length)
        tables, frm, came = self.tables, self.frm[crew], self.came[crew]
        way, to, goes = tables.way[site], tables.to[site], self.goes[crew]
        while gap < last:
            left = till[gap] - length - way[goes[gap]]
            if free <= left and (fit := self._in_shift(crew, free, length)) <= left:
                return fit
            gap += 1
            begin = frm[gap] + to[came[gap]]
            if begin > free:
                free = begin
        return self._in_shift(crew, free, length)

    def _split(self, crew: int, gap: int, start: int, end: int, site: int) -> None:
        """What is left before and after stays if it is long enough; the last always."""
        frm, till = self.frm[crew], self.till[crew]
        came, goes = self.came[crew], self.goes[crew]
        begin, stop = frm[gap], till[gap]
        if stop >= FOREVER or self._long_enough(crew, end, stop):
            if self._long_enough(crew, begin, start):
                frm.insert(gap + 1, end)
                till.insert(gap, start)
                came.insert(gap + 1, site)
                goes.insert(gap, site)
            else:
                frm[gap], came[gap] = end, site
        elif self._long_enough(crew, begin, start):
            till[gap], goes[gap] = start, site
        else:
            del frm[gap], till[gap], came[gap], goes[gap]

    def _long_enough(self, crew: int, begin: int, end: int) -> bool:
        shortest = self.tables.shortest
        if end - begin < shortest:
            return False
        return self._in_shift(crew, begin, shortest) + shortest <= end

    def _in_shift(self, crew: int, start: int, length: int) -> int:
        closes, opens = self.tables.closes[crew], self.tables.opens[crew]
        here = bisect_left(closes, start + length)
        while here < len(closes):
            begin = opens[here] if opens[here] > start else start
            if begin + length <= closes[here]:
                return begin
            here += 1
        return FOREVER
