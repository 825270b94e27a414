"""A transfer takes over what is fed; what is dark is energised, and read as cold load.

The gates G15 and G18a: what was left is locked or kept out before the site takes over.
"""

from datetime import timedelta

import pytest

from greenlane.connections.gates import g18a_left_behind as g18a
from greenlane.connections.models import EnergiseStep
from greenlane.core import clock, guard
from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import Isolation, Point
from greenlane.safety.tests.stage import act, held, put
from tests import evidence, releases, stages, supply_stages


def ready(cast):
    """A transfer from the grid to the truck, at the moment of the closing."""
    _verb, data, _by = releases.transfer(cast)
    return EnergiseStep.objects.get(pk=data["step"])


def left(cast):
    """Transferred, and read."""
    step = ready(cast)
    supply_stages.try_to_close(cast, step)
    supply_stages.read(cast, step)
    return step.order


def fed(cast, state):
    with guard.lifted():
        cast.block1.states.update(state=state)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("dark", "nothing-to-transfer"),
        ("generator", "fed-so-already"),
    ],
)
def test_only_what_is_fed_by_another_source_is_transferred(cast, state, code):
    step = ready(cast)
    fed(cast, state)
    with pytest.raises(Refused, match=code):
        supply_stages.try_to_close(cast, step)
    fed(cast, "dual")
    supply_stages.try_to_close(cast, step)


def test_what_went_dark_meanwhile_is_energised_there_by_more_gates(cast):
    order = ready(cast).order
    fed(cast, "dark")
    row = {"act": "energise", "name": "切换", "area": "board"}
    point = {"point": str(cast.block1.pk), "gives_state": "generator"}
    [step] = supply_stages.lay_out(cast, order, [{**row, **point}])
    with guard.lifted():
        order.evidence.filter(kind="user_side_open").update(passed=False)
    with pytest.raises(GateHeld) as refused:
        supply_stages.close(cast, step)
    assert ("G13", "evidence-failed") in supply_stages.why(refused)


def test_nobody_transfers_onto_a_source_that_is_locked(cast):
    step = ready(cast)
    section = stages.section(cast, step.order)
    truck = step.order.site.infeeds.get(kind="generator")
    stages.ordered(cast, step.order, truck)
    stages.isolate(cast, section, truck)
    evidence.interlock(cast, step.order, "board")
    evidence.rotation(cast, step.order, "board")
    with pytest.raises(GateHeld) as refused:
        supply_stages.try_to_close(cast, step)
    assert supply_stages.why(refused) == {("G15", "lock-still-on")}


def test_g18a_the_source_that_was_left_is_locked(cast):
    of = left(cast)
    asked = act(of, "hand_over")
    assert held(g18a, asked) == ["source-left-not-locked"]
    mains = of.site.infeeds.get(kind="grid")
    with guard.lifted():
        section = Isolation.objects.create(
            unit=of.unit, order=of, site=of.site, name="-", source=cast.source
        )
        point = Point.objects.create(
            unit=of.unit, isolation=section, infeed=mains, device=cast.source,
            lock_number="L1", tag_number="T1", visible_break=True,
            opened_at=clock.now(), opened_by=cast.people["he"],
            guarded_by=cast.people["gao"],
        )  # fmt: skip
    assert held(g18a, asked) == []
    assert g18a.basis(asked) == [("point", point.pk)]


def test_g18a_or_its_interlock_was_tried_again_since(cast):
    of = left(cast)
    asked = act(of, "hand_over")
    row = put(cast, of, "interlock", "area:board")
    assert held(g18a, asked) == []
    assert g18a.basis(asked) == [("evidence", row.pk)]
    put(cast, of, "interlock", "area:board", passed=False)
    assert held(g18a, asked) == ["source-left-not-locked"]


def test_g18a_without_a_transfer_nothing_was_left(cast):
    asked = act(supply_stages.live(cast), "hand_over")
    assert held(g18a, asked) == []
    assert g18a.basis(asked) == []


def dark_for(cast, minutes):
    with guard.lifted():
        cast.block1.states.update(
            state="dark", happened_at=clock.now() - timedelta(minutes=minutes)
        )


@pytest.mark.parametrize(("minutes", "cold"), [(29, False), (31, True)])
def test_what_was_dark_for_long_is_a_cold_load(cast, minutes, cold):
    first, box, one, two = supply_stages.ready(cast)
    supply_stages.closed(cast, [first, box])
    dark_for(cast, minutes)
    supply_stages.close(cast, one)
    one.refresh_from_db()
    assert one.cold is cold
    if cold:
        with pytest.raises(Refused, match="cold-load-unread"):
            supply_stages.read(cast, one)
        with pytest.raises(GateHeld):
            supply_stages.close(cast, two)
    supply_stages.read(cast, one, amperes=90, rated_amperes=250)
    supply_stages.close(cast, two)


def test_a_bad_reading_of_a_cold_load_is_recorded_without_figures(cast):
    first, box, one, _two = supply_stages.ready(cast)
    supply_stages.closed(cast, [first, box])
    dark_for(cast, 60)
    supply_stages.close(cast, one)
    supply_stages.read(cast, one, normal="no")
    one.refresh_from_db()
    assert one.normal == "no"


def test_the_first_closing_meets_no_cold_load(cast):
    order = supply_stages.surveyed(cast)
    supply_stages.proved(cast, order)
    dark_for(cast, 60)
    row = supply_stages.rows(cast)[2]
    [only] = supply_stages.lay_out(cast, order, [row])
    with pytest.raises(GateHeld) as refused:
        supply_stages.close(cast, only)
    assert supply_stages.why(refused) == {("G15", "cold-load-in-one-go")}
    dark_for(cast, 1)
    supply_stages.try_to_close(cast, only)


@pytest.mark.parametrize("state", ["unknown", "partial"])
def test_who_knows_how_long_it_was_dark_is_cold(cast, state):
    first, box, one, _two = supply_stages.ready(cast)
    supply_stages.closed(cast, [first, box])
    fed(cast, state)
    supply_stages.close(cast, one)
    one.refresh_from_db()
    assert one.cold
