"""G5b: nobody takes away the source that a place lives on which may not go dark."""

import pytest

from greenlane.connections.gates import g5b_stays_live as g5b
from greenlane.connections.models import Connection
from greenlane.core import clock, guard
from greenlane.core.refusals import GateHeld, Refused
from greenlane.network.models import Device
from greenlane.safety.tests.stage import act, held
from tests import stages, supply_stages, switching_stages


def hospital(cast, *, fed="grid_permanent", answer="no"):
    of = supply_stages.requested(cast, may_go_dark=answer)
    with guard.lifted():
        cast.block1.states.update(state=fed)
    return of


def way(cast, of, kind):
    seen = {"site": str(of.site_id), "kind": kind, "name": kind}
    done = cast.do("safety.record_infeed", seen, by="zhou")
    return act(of, "isolate", subject=done.facts["infeed"])


@pytest.mark.parametrize(
    ("fed", "kinds"),
    [
        ("grid_permanent", {"grid", "lv_side"}),
        ("grid_temporary", {"grid", "lv_side"}),
        ("generator", {"generator"}),
        ("unknown", {"grid", "lv_side", "generator"}),
        ("dual", set()),
        ("dark", set()),
    ],
)
def test_what_it_lives_on_is_not_taken_away(cast, fed, kinds):
    of = hospital(cast, fed=fed)
    for kind in ("grid", "lv_side", "generator", "pv", "storage", "cable", "other"):
        held_by = held(g5b, way(cast, of, kind))
        assert held_by == (["may-not-go-dark"] if kind in kinds else []), kind


def test_a_place_that_may_go_dark_holds_nobody(cast):
    assert held(g5b, way(cast, hospital(cast, answer="yes"), "grid")) == []


def test_not_known_is_not_yes_until_somebody_has_answered(cast):
    of = hospital(cast, answer="unknown")
    asked = way(cast, of, "grid")
    assert held(g5b, asked) == ["may-go-dark-unknown"]
    said = {"order": str(of.pk), "may_go_dark": "no"}
    cast.do("connections.say_going_dark", said, by="wang")
    assert held(g5b, asked) == ["may-not-go-dark"]
    said = {"order": str(of.pk), "may_go_dark": "yes"}
    cast.do("connections.say_going_dark", said, by="wang")
    assert held(g5b, asked) == []
    with pytest.raises(Refused, match="role-missing"):
        cast.do("connections.say_going_dark", said, by="liu")


def test_a_neighbour_on_the_same_plant_counts(cast):
    mine = stages.order(cast)
    other = stages.shared_pole(cast, unit=cast.foreign)
    with guard.lifted():
        Connection.objects.create(unit=other.unit, order=other, may_go_dark="no")
        point = other.site.points.create(unit=other.unit, name_zh="急诊楼")
        point.states.create(
            unit=other.unit, state="grid_permanent", happened_at=clock.now(),
            recorded_at=clock.now(),
        )  # fmt: skip
    asked = way(cast, mine, "grid")
    assert held(g5b, asked) == []  # nothing of the neighbour hangs on this
    section = other.isolations.get()
    near = act(mine, "isolate", section, subject=asked.subject)
    [each] = g5b.missing(near)
    assert each.facts["point"] == point.pk


def test_an_order_that_is_over_protects_nobody(cast):
    of = hospital(cast)
    asked = way(cast, of, "grid")
    done = {"order": str(of.pk), "reason": "不再需要"}
    cast.do("work.cancel_order", done, by="feng")
    assert held(g5b, asked) == []


def test_through_the_door_it_holds_a_proper_isolating(cast):
    of = hospital(cast)
    section = stages.section(cast, of)
    stages.told(cast, of)
    stages.ordered(cast, of, section.infeeds.get())
    with pytest.raises(GateHeld) as refused:
        stages.isolate(cast, section, section.infeeds.get())
    assert supply_stages.why(refused) == {("G5b", "may-not-go-dark")}
    with guard.lifted():
        cast.block1.states.update(state="generator")
    stages.isolate(cast, section, section.infeeds.get())


def opened_by_hand(cast, of, device):
    """The one step of a switching order: this device is opened."""
    rows = [switching_stages.line("open", device=str(device.pk))]
    row = switching_stages.in_force(cast, of, rows)
    return lambda: switching_stages.by_hand(cast, row, 1)


def another(cast):
    with guard.lifted():
        return Device.objects.create(
            unit=cast.unit, name="联络开关", number="S-9", kind="switch", volts=400
        )


@pytest.mark.parametrize("known", [True, False])
def test_nor_is_it_opened_by_hand(cast, known):
    """By the device of its way in; and one that nobody knows may be anything."""
    of = hospital(cast)
    stages.section(cast, of)
    stages.told(cast, of)
    deed = opened_by_hand(cast, of, cast.source if known else another(cast))
    with pytest.raises(GateHeld) as refused:
        deed()
    assert supply_stages.why(refused) == {("G5b", "may-not-go-dark")}
    with guard.lifted():  # the grid feeds it no more
        cast.block1.states.update(state="generator" if known else "dark")
    deed()


def test_a_device_of_which_nobody_lives_is_opened_by_hand(cast):
    of = stages.order(cast)
    stages.section(cast, of)
    stages.told(cast, of)
    opened_by_hand(cast, of, another(cast))()
