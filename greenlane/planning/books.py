"""The search for tasks, chains and equipment alone, as the books have them.

Each plan is pushed to the right and to the left again. A change stays if the plan is
no longer than before; where nothing was gained for long, two of the best are crossed:
a stretch of one, and around it the order of the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from greenlane.planning.keys import finite, heads, latest_first, tails
from greenlane.planning.mirror import mirrored
from greenlane.planning.moves import Moves
from greenlane.planning.packed import Packed
from greenlane.planning.problem import Problem
from greenlane.planning.solution import Plan

PATIENCE = 150  # changes without a gain
ELITE = 12


@dataclass(frozen=True)
class Pushed:
    starts: list[int]
    length: int


class Books:
    """`told` hears of each plan that is shorter than all before."""

    def __init__(
        self,
        problem: Problem,
        dice: Random,
        *,
        begin: Plan | None,
        told: Callable[[Plan], None],
    ) -> None:
        self.begin = begin
        self.problem, self.dice, self.told = problem, dice, told
        self.forth, self.back = Packed(problem), Packed(mirrored(problem))
        self.minutes = self.forth.minutes
        self.moves = Moves(problem, dice)
        self.builds, self.shortest = 0, 1 << 60
        self.elite: list[Pushed] = []

    def run(self, ended: Callable[[], bool]) -> None:
        here = self._first()
        gained = self.builds
        while not ended():
            keys = [float(start) for start in here.starts]
            new = self._pushed(self.moves.of(keys))
            if new.length < here.length:
                gained = self.builds
            if new.length <= here.length:
                here = new
            if self.builds - gained > 3 * PATIENCE:
                here = self._crossed(here)
                gained = self.builds

    def _first(self) -> Pushed:
        rules = (
            finite(latest_first(self.problem)),
            [float(each) for each in heads(self.problem)],
            [-float(each) for each in tails(self.problem)],
        )
        begins = [*rules, *([map(float, self.begin.starts)] if self.begin else [])]
        pushed = [self._pushed(list(keys)) for keys in begins]
        return min(pushed, key=lambda each: each.length)

    def _pushed(self, keys: list[float]) -> Pushed:
        """Double justification: never longer than it was."""
        self.builds += 3
        minutes = self.minutes
        left = self.forth.starts(keys)
        ends = [-(a + b) for a, b in zip(left, minutes, strict=True)]
        right = self.back.starts(ends)
        ends = [-(a + b) for a, b in zip(right, minutes, strict=True)]
        starts = self.forth.starts(ends)
        length = max(map(int.__add__, starts, minutes))
        if length < self.shortest:
            self.shortest = length
            self.told(Plan(tuple(starts), ((),) * len(starts)))
        return Pushed(starts, length)

    def _crossed(self, here: Pushed) -> Pushed:
        """Keeps `here` among the best, and makes a child of two of them."""
        self.elite = sorted([*self.elite, here], key=lambda each: each.length)[:ELITE]
        if len(self.elite) < ELITE // 3:
            return self._first_shaken()
        one, two = self.dice.sample(self.elite, 2)
        places = range(len(one.starts))
        mother = sorted(places, key=one.starts.__getitem__)
        father = sorted(places, key=two.starts.__getitem__)
        begin = self.dice.randrange(len(mother))
        stretch = mother[begin : begin + max(1, len(mother) // 2)]
        kept = set(stretch)
        rest = [at for at in father if at not in kept]
        keys = [0.0] * len(mother)
        for place, at in enumerate([*rest[:begin], *stretch, *rest[begin:]]):
            keys[at] = float(place)
        return self._pushed(keys)

    def _first_shaken(self) -> Pushed:
        """A beginning elsewhere: the rule of the latest finish, not quite kept."""
        keys = finite(latest_first(self.problem))
        far = (max(keys) - min(keys) + 1.0) * 0.3
        return self._pushed([key + (self.dice.random() - 0.5) * far for key in keys])
