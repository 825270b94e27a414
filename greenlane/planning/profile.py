"""How much of something is left, minute by minute, as steps between the changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

FOREVER = 1 << 40


class Profile:
    """What is free of a pool. `at[i]` begins the stretch in which `free[i]` is left."""

    def __init__(self, capacity: int) -> None:
        self.at = [0]
        self.free = [capacity]

    def copy(self) -> Profile:
        new = Profile(0)
        new.at, new.free = self.at[:], self.free[:]
        return new

    def fits(self, start: int, length: int, amount: int) -> int:
        """The first minute from `start` on with `amount` left for `length` minutes."""
        at, free = self.at, self.free
        here = bisect_right(at, start) - 1
        end = start + length
        while here < len(at) and (at[here] < end or at[here] <= start):
            if free[here] < amount:
                here += 1
                while here < len(at) and free[here] < amount:
                    here += 1
                if here == len(at):
                    return FOREVER
                start = at[here]
                end = start + length
            else:
                here += 1
        return start

    def take(self, start: int, length: int, amount: int) -> None:
        """Use `amount` for `length` minutes from `start`; what was before 0 is over."""
        end = start + length
        if end <= 0 or not length or not amount:
            return
        one, two = self._cut(max(0, start)), self._cut(end)
        for here in range(one, two):
            self.free[here] -= amount

    def _cut(self, minute: int) -> int:
        here = bisect_left(self.at, minute)
        if here == len(self.at) or self.at[here] != minute:
            self.at.insert(here, minute)
            self.free.insert(here, self.free[here - 1])
        return here


class Store:
    """What is left of a stock: what arrives stays until it is taken."""

    def __init__(self, arrivals: tuple[tuple[int, int], ...]) -> None:
        self.moves = sorted(arrivals)

    def copy(self) -> Store:
        new = Store(())
        new.moves = self.moves  # never changed, only made anew
        return new

    def fits(self, start: int, amount: int) -> int:
        """The first minute from `start` on after which this much is never missing."""
        if amount <= 0:
            return start
        times = sorted({start, *(at for at, _n in self.moves if at > start)})
        return next((at for at in times if self._spare(at) >= amount), FOREVER)

    def take(self, start: int, amount: int) -> None:
        if amount:
            self.moves = sorted([*self.moves, (start, -amount)])

    def _spare(self, minute: int) -> int:
        """The lowest level from this minute on."""
        level = sum(n for at, n in self.moves if at <= minute)
        lowest = level
        for at, n in self.moves:
            if at > minute:
                level += n
                lowest = min(lowest, level)
        return lowest
