"""Small changes of the keys: a place goes sooner or later as a whole, or a few tasks.

Only sums and products of dice, no logarithm: the same on every machine.
"""

from __future__ import annotations

from random import Random

from greenlane.planning.problem import Problem

_PLACES = 0.3  # how often a whole place is moved
_FEW = (1, 1, 2, 3, 5)
_FAR = 0.25  # of the time between the first and the last key, about


class Moves:
    """`of` keys are new keys; what is fixed never moves."""

    def __init__(self, problem: Problem, dice: Random) -> None:
        self.dice = dice
        self.free = [
            at
            for at, task in enumerate(problem.tasks)
            if task.key not in problem.fixed_at
        ]
        places: dict[str, list[int]] = {}
        for at in self.free:
            if problem.tasks[at].mission:
                places.setdefault(problem.tasks[at].mission, []).append(at)
        self.places = list(places.values())

    def of(self, keys: list[float]) -> list[float]:
        new = keys[:]
        far = (max(keys) - min(keys) + 1.0) * _FAR
        if len(self.places) > 1 and self.dice.random() < _PLACES:
            shift = self._bell() * far
            for at in self.dice.choice(self.places):
                new[at] += shift
            return new
        for _each in range(self.dice.choice(_FEW)):
            new[self.dice.choice(self.free)] += self._bell() * far
        return new

    def _bell(self) -> float:
        """Near a normal deviate: four dice have a third of its variance."""
        dice = self.dice.random
        return (dice() + dice() + dice() + dice() - 2.0) * 1.75
