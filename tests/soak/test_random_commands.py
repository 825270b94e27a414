"""Random commands, late, twice, together, with odd clocks and bad input: laws hold."""

import dataclasses
import random
import threading
from collections import Counter
from datetime import timedelta
from traceback import format_exc

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from greenlane.core import clock, guard
from greenlane.core.command import commands
from greenlane.core.door import perform
from greenlane.core.forms import bind_loosely
from greenlane.core.ids import uuid7
from greenlane.core.refusals import Refused
from greenlane.network.models import Device
from greenlane.places.models import Site, SupplyPoint, SupplyState
from greenlane.work.models import Order
from tests import supply_stages
from tests.cast import PEOPLE
from tests.soak.asking import Asker
from tests.soak.recheck import wrong

EACH_MACHINE, SOAKED = 50, 10_000
SEED = st.integers(0, 2**32)
QUIET = ("core.",)  # rarely: they take people's roles away


class House(RuleBasedStateMachine):
    """The cast's house; every machine begins with an order of its own."""

    cast = None
    asked: Counter = Counter()
    steps = 0
    broken: list = []

    @initialize(seed=SEED)
    def an_order_somewhere_on_its_way(self, seed):
        draw = self._chance(seed)
        self.scene = fresh_site(self.cast, House.steps)
        try:
            self.order = draw.choice(BEGINNINGS)(self.scene)
        except Refused:  # the people were sent away by an earlier machine
            self.order = Order.objects.order_by("pk").last()
        self.done = []

    def _chance(self, seed):
        """Another chance at every step, even where the seeds are alike."""
        House.steps += 1
        return random.Random(f"{seed} {House.steps}")

    @rule(seed=SEED)
    def somebody_asks(self, seed):
        draw = self._chance(seed)
        self._ask(*self._drawn(draw))

    @rule(seed=SEED)
    def the_same_comes_twice(self, seed):
        draw = self._chance(seed)
        if self.done:
            verb, data, by, key = draw.choice(self.done)
            data = {**data, "why": "other"} if draw.random() < 0.2 else data
            self._ask(verb, data, by, id=key)

    @rule(seed=SEED)
    def it_comes_late_or_with_an_odd_clock(self, seed):
        draw = self._chance(seed)
        minutes = draw.choice([-100_000, -600, -5, 5, 3000])
        at = clock.now() + timedelta(minutes=minutes)
        self._ask(*self._drawn(draw), at=at, queued=draw.random() < 0.6)

    @rule(seed=SEED)
    def two_ask_at_once(self, seed):
        draw = self._chance(seed)
        pair = [self._drawn(draw) for _n in range(2)]

        def ask(*what):
            self._ask(*what)
            connection.close()

        threads = [threading.Thread(target=ask, args=each) for each in pair]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    @rule(seed=SEED)
    def the_next_right_thing_is_done(self, seed):
        draw = self._chance(seed)
        """Otherwise hardly any order would ever come to light."""
        try:
            draw.choice(NEXT)(self.scene, self.order)
        except (Refused, LookupError, AttributeError):
            self.asked["refused"] += 1
        else:
            self.asked["done"] += 1

    def teardown(self):
        # Kept and not raised: the same steps find another house when they come again.
        self.broken += wrong()

    def _drawn(self, draw):
        listed = [
            n for n in commands() if not n.startswith(QUIET) or draw.random() < 0.1
        ]
        command = commands()[draw.choice(listed)]
        able = [n for n, row in PEOPLE.items() if self._may(n, command.needs)]
        who = (
            draw.choice(able)
            if able and draw.random() < 0.8
            else draw.choice([*PEOPLE])
        )
        asker = Asker(random.Random(draw.randrange(2**32)), self.order)
        return command.name, asker.ask(command), who

    def _proved(self, verb, data, by):
        """With a challenge, asked for as the API asks: of a form that was bound."""
        command = commands()[verb]
        if not command.kind.proof or "challenge" in data:
            return data
        shown = bind_loosely(command.takes, data)
        return {**data, **self.cast.proof(verb, shown, by=self.cast.actor(by))}

    def _may(self, name, needs):
        return not needs or self.cast.actor(name).may(needs)

    def _ask(self, verb, data, by, **how):
        key = how.setdefault("id", uuid7())
        self.done.append((verb, data, by, key))
        try:
            perform(verb, self._proved(verb, data, by), by=self.cast.actor(by), **how)
        except Refused:
            self.asked["refused"] += 1
        except Exception:
            self.broken.append(f"{verb} {data} by {by} {how}\n{format_exc()}")
        else:
            self.asked["done"] += 1


def fresh_site(cast, number):
    """The cast at another site, with a transformer of its own."""
    with guard.lifted():
        site = Site.objects.create(unit=cast.unit, code=f"R{number}", name_zh="方舱")
        blocks = [
            SupplyPoint.objects.create(
                unit=cast.unit, site=site, name_zh=f"{n}号楼", area="lv"
            )
            for n in (1, 2)
        ]
        for block in blocks:
            SupplyState.objects.create(
                unit=cast.unit, point=block, state="dark", happened_at=clock.now(),
                recorded_at=clock.now(), recorded_seq=0,
            )  # fmt: skip
        source = Device.objects.create(
            unit=cast.unit,
            name="公变",
            number=f"T-{number}",
            kind="transformer",
            volts=400,
        )
    one, two = blocks
    return dataclasses.replace(cast, site=site, block1=one, block2=two, source=source)


BEGINNINGS = (
    supply_stages.requested,
    supply_stages.surveyed,
    lambda cast: supply_stages.ready(cast)[0].order,
    supply_stages.live,
)


def _close_next(cast, order):
    step = order.steps.filter(started_at=None, opened_at=None).order_by("place").first()
    supply_stages.close(cast, step)
    supply_stages.read(cast, step)


NEXT = (
    lambda cast, order: supply_stages.verdict(cast, supply_stages.survey(cast, order)),
    supply_stages.proved,
    supply_stages.lay_out,
    _close_next,
    _close_next,
    supply_stages.checked,
    supply_stages.sheet,
    supply_stages.hand_over,
)


def play(cast, machines, steps):
    House.cast, House.asked, House.steps = cast, Counter(), 0
    House.broken = []
    chosen = settings(
        max_examples=machines,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(House, settings=chosen)
    assert not House.broken, "\n".join(House.broken[:5])
    return House.asked


def test_after_random_commands_every_law_holds(live_cast):
    asked = play(live_cast, machines=3, steps=20)
    assert asked["done"] > 0


@pytest.mark.soak
def test_after_ten_thousand_random_commands_every_law_holds(live_cast, figures):
    asked = play(live_cast, machines=SOAKED // EACH_MACHINE + 5, steps=EACH_MACHINE)
    figures(
        f"random commands: {sum(asked.values()):,} asked, {asked['done']:,} done,"
        f" {asked['refused']:,} refused, no law broken"
    )
    assert sum(asked.values()) >= SOAKED
