"""The machine: a busy night asked for in any order, twice, late, together."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from datetime import timedelta
from math import inf
from traceback import format_exc
from typing import Any
from uuid import UUID

from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from greenlane.core import clock, guard
from greenlane.core.command import commands
from greenlane.core.door import perform
from greenlane.core.ids import uuid7
from greenlane.core.kinds import RELEASE, RESTRICT
from greenlane.core.models import Event, Unit
from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import Evidence
from tests.model import of_stops
from tests.model.asking import Ask, Asked
from tests.model.goals import BACK, BY_VERB, FIRST, GOALS, HASTY, NOT_THEIRS, OVER, WORK
from tests.model.night import begin
from tests.oracle import judge

SEED = st.integers(0, 2**32)
PATIENCE = 30  # asks until somebody gives up


class House(RuleBasedStateMachine):
    """One night. What went wrong is kept in `wrong`, with what was asked until then."""

    number = 0  # the seed of all: Hypothesis likes small seeds, and the same again
    until = inf  # by time.monotonic(): nothing is asked after that
    asked: Counter[str] = Counter()
    wrong: list[str] = []

    @initialize(seed=SEED)
    def the_night_begins(self, seed: int) -> None:
        self.cast, self.orders = begin()
        self.log: list[str] = []
        self.step, self.patience, self.late = 0, 0, timedelta()
        self.done: list[tuple[Asked, UUID]] = []
        self.records: dict[UUID, Any] = {}

    @rule(seed=SEED)
    def somebody_brings_it_forward(self, seed: int) -> None:
        """Whoever is refused does what the refusal says, and asks again."""
        self._go_on(self._chance(seed))

    @rule(seed=SEED)
    def somebody_asks_for_anything(self, seed: int) -> None:
        draw = self._chance(seed)
        for _n in range(5):
            self._try(draw.choice(draw.choice((WORK, HASTY))), draw)

    @rule(seed=SEED)
    def somebody_restricts(self, seed: int) -> None:
        draw = self._chance(seed)
        if draw.random() < 0.6:
            self._try(draw.choice(of_stops.RESTRICTIONS), draw)

    @rule(seed=SEED)
    def it_is_looked_into(self, seed: int) -> None:
        draw = self._chance(seed)
        for ask in BACK * 3:
            self._try(ask, draw)

    @rule(seed=SEED)
    def the_same_comes_twice(self, seed: int) -> None:
        if not self.done:
            return
        asked, key = self._chance(seed).choice(self.done)
        before = Event.objects.filter(command=key).count()
        self._perform(asked, id=key)
        if before and Event.objects.filter(command=key).count() != before:
            self._fault(f"{asked[0]} was done twice under one id")

    @rule(seed=SEED)
    def it_lay_in_a_queue(self, seed: int) -> None:
        draw = self._chance(seed)
        asked = self._drawn(draw.choice((*WORK, *of_stops.RESTRICTIONS, *BACK)), draw)
        if asked is None:
            return
        moved = timedelta(minutes=draw.choice([-3000, -600, -30, -1, 5, 3000]))
        done = self._perform(asked, at=clock.now() + self.late + moved, queued=True)
        if done and commands()[asked[0]].kind is RELEASE:
            self._fault(f"{asked[0]} was released from a queue")

    @rule(seed=SEED)
    def hours_pass(self, seed: int) -> None:
        """The clock of the house goes on, and what was found grows old."""
        self.late += timedelta(hours=self._chance(seed).choice([0.5, 3, 13]))
        wall = clock.wall()
        with guard.lifted():
            Unit.objects.update(clock_start=wall + self.late, clock_set_at=wall)
        self.log.append(f"  {self.late} later")

    @rule(seed=SEED)
    def a_clock_is_wrong(self, seed: int) -> None:
        draw = self._chance(seed)
        if asked := self._drawn(draw.choice(WORK), draw):
            moved = timedelta(minutes=draw.choice([-60, -1, 1, 60]))
            self._perform(asked, at=clock.now() + self.late + moved)

    @rule(seed=SEED)
    def two_ask_at_once(self, seed: int) -> None:
        draw = self._chance(seed)
        pools = (WORK, (*WORK, *of_stops.RESTRICTIONS))
        pair = [self._drawn(draw.choice(pool), draw) for pool in pools]
        threads = [
            threading.Thread(target=self._in_a_thread, args=(asked,))
            for asked in pair
            if asked
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    def _chance(self, seed: int) -> random.Random:
        """Another chance at every step, also where the seeds are alike.

        Hypothesis leaves out rules for a whole night: somebody goes on all the same.
        """
        self.step += 1
        draw = random.Random(f"{self.number} {seed} {self.step}")
        if draw.random() < 0.4:
            self._go_on(draw)
        return draw

    def _go_on(self, draw: random.Random) -> None:
        self.patience = PATIENCE
        self._strive(draw.choice(GOALS), draw.choice(self.orders), draw)

    def teardown(self) -> None:
        if not hasattr(self, "log"):
            return
        for gate, what in judge.broken():
            self._fault(f"{gate}: {what}")

    def _in_a_thread(self, asked: Asked) -> None:
        try:
            self._perform(asked)
        finally:
            connection.close()

    def _strive(self, name: str, order: Any, draw: random.Random) -> bool:
        """Ask, mend what it was refused for, and ask again, while there is patience."""
        while self.patience > 0:
            self.patience -= 1
            asked = self._drawn(BY_VERB[name], draw, order)
            if asked is None:
                if name not in FIRST or not self._strive(FIRST[name], order, draw):
                    return False
                continue
            refused = self._perform(asked, tell=True)
            if refused is True:
                return True
            if refused is False or not self._mend(refused, order, draw):
                return False
        return False

    def _mend(self, refused: Any, order: Any, draw: random.Random) -> bool:
        missing = getattr(refused, "missing", ())
        steps = [each.next_step for each in missing] or [refused.next_step]
        known = [s.rpartition(".")[2] for s in steps if s]
        known = [name for name in dict.fromkeys(known) if name in BY_VERB]
        mended = [self._strive(name, order, draw) for name in known]
        return any(mended) or refused.code in NOT_THEIRS

    def _try(self, ask: Ask, draw: random.Random) -> None:
        if asked := self._drawn(ask, draw):
            self._perform(asked)

    def _drawn(self, ask: Ask, draw: random.Random, order: Any = None) -> Asked | None:
        if time.monotonic() > self.until:
            return None
        try:
            return ask(self.cast, order or draw.choice(self.orders), draw)
        except LookupError:
            return None

    def _perform(self, asked: Asked, *, tell: bool = False, **how: Any) -> Any:
        """True when it was done; with `tell`, the refusal when it was not."""
        verb, data, by = asked
        key = how.setdefault("id", uuid7())
        told: Any = False
        try:
            self._ask(verb, data, by, how)
        except Refused as no:
            self._refused(verb, no)
            told = no if tell else False
        except Exception:
            self._fault(f"{verb} {data} by {by} {how}\n{format_exc()}")
        else:
            self.asked["done"] += 1
            self.done.append((asked, key))
            told = True
        self.log.append(f"{'+' if told is True else '-'} {verb} {data} by {by} {how}")
        self._records_stay()
        return told

    def _ask(self, verb: str, data: dict[str, Any], by: str, how: Any) -> None:
        actor = self.cast.actor(by)
        if commands()[verb].kind.proof:
            data = {**data, **self.cast.proof(verb, data, by=actor)}
        perform(verb, data, by=actor, **how)

    def _refused(self, verb: str, no: Refused) -> None:
        self.asked["refused"] += 1
        if commands()[verb].kind is RESTRICT and no.code not in OVER:
            self._fault(f"{verb} was refused: {no.code}")
        if isinstance(no, GateHeld):
            for each in no.missing:
                self.asked[f"held by {each.gate}"] += 1

    def _records_stay(self) -> None:
        """Property 8: what was written down is never written over."""
        for row in Evidence.objects.values_list("pk", "kind", "covers", "passed", "at"):
            if self.records.setdefault(row[0], row) != row:
                self._fault(f"record {row[0]} was changed")

    def _fault(self, what: str) -> None:
        self.wrong.append("\n".join([what, *self.log]))
