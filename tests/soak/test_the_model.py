"""A night of several orders on one plant, in any order; an oracle judges it by itself.

`MODEL_SEED=…` plays a seed again that a soak has printed.
"""

import os
import random
import time
from collections import Counter
from math import inf

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.house import House

NIGHTS, STEPS = 2, 8  # for `make test`
SOAKED_NIGHTS, SOAKED_STEPS = 3, 20  # of each seed, until the time is over
SECONDS = int(os.environ.get("SECONDS_BUDGET") or 300)


def play(number, *, nights, steps, until=inf):
    """These nights, out of this seed. Raises with what was asked, when a law broke."""
    chosen = settings(
        max_examples=nights,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    House.number, House.wrong, House.until = number, [], until
    run_state_machine_as_test(seed(number)(House), settings=chosen)
    assert not House.wrong, f"MODEL_SEED={number}\n" + "\n\n".join(House.wrong[:3])


def test_no_release_of_a_busy_night_is_against_the_law(transactional_db):
    House.asked = Counter()
    play(1, nights=NIGHTS, steps=STEPS)
    assert House.asked["done"] > 0


@pytest.mark.soak
def test_no_release_of_many_busy_nights_is_against_the_law(transactional_db, figures):
    House.asked, until, seeds = Counter(), time.monotonic() + SECONDS, 0
    given = os.environ.get("MODEL_SEED")
    while not seeds or (time.monotonic() < until and not given):
        number = int(given or random.SystemRandom().randrange(2**32))
        print(f"MODEL_SEED={number}", flush=True)
        over = inf if given else until
        play(number, nights=SOAKED_NIGHTS, steps=SOAKED_STEPS, until=over)
        seeds += 1
    asked = House.asked
    figures(
        f"model: {seeds} seeds, {asked['done']:,} done, {asked['refused']:,} refused,"
        " no law broken by the oracle"
    )
