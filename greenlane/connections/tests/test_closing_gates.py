"""What holds a step although all was proved: the world went on since."""

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.models import Unit
from greenlane.core.refusals import GateHeld
from greenlane.places.models import Site
from greenlane.workforce.tests.test_add_certificate import ask as certificate
from tests import endings, evidence, stages
from tests import supply_stages as stage


@pytest.fixture
def steps(cast):
    return stage.ready(cast)


def why(cast, step):
    """Why this step, ordered and signed for, is held; nothing where it goes in."""
    try:
        stage.close(cast, step)
    except GateHeld as held:
        return {(each.gate, each.what) for each in held.missing}
    return set()


def hours_later(cast, hours):
    start = clock.now() + timedelta(hours=hours)
    with guard.lifted():
        Unit.objects.filter(pk=cast.unit.pk).update(
            clock_start=start, clock_set_at=clock.wall(), is_drill=True
        )


def test_g2_the_verdict_stands_on_the_newest_survey(cast, steps):
    stage.closed(cast, steps[:1])
    stage.survey(cast, steps[0].order)
    assert why(cast, steps[1]) == {("G2", "no-verdict")}


def test_g10_g11_work_on_the_section_after_the_test_voids_it(cast, steps):
    stage.worked(cast, steps[0].order)
    stage.closed(cast, steps[:1])  # nobody worked at the source end
    assert why(cast, steps[1]) == {("G10", "evidence-stale"), ("G11", "evidence-stale")}
    evidence.dead_test(cast, steps[0].order, "lv")
    evidence.accept(cast, steps[0].order, "lv")
    stage.try_to_close(cast, steps[1])


def test_g10_a_newer_failed_test_takes_the_older_one_with_it(cast, steps):
    stage.closed(cast, steps[:1])
    evidence.dead_test(cast, steps[0].order, "lv", megohms=0.3)
    assert why(cast, steps[1]) == {("G10", "evidence-failed")}


def test_g11_a_leader_of_the_work_accepts_nothing(cast):
    order = stage.surveyed(cast)
    stage.proved(cast, order)
    card = certificate(cast, person=cast.id("wu"), skill="leader")
    cast.do("workforce.add_certificate", card, by="root")
    stages.issue(cast, order, None, areas="lv", no_infeeds="yes", leader=cast.id("wu"))
    [first, *_rest] = stage.lay_out(cast, order)
    assert why(cast, first) == {("G11", "accepted-by-the-leader")}


def test_g12_a_crew_of_another_order_on_the_same_pole_holds(cast):
    with guard.lifted():
        gym = Site.objects.create(unit=cast.unit, code="TYG", name_zh="体育馆")
    ticket = stages.permitted(cast, stages.order(cast, "BY-2", site=gym))
    [first, *_rest] = stage.ready(cast)
    held = why(cast, first)
    assert held == {("G12", "ticket-open"), ("G12", "earth-still-on")}
    endings.unearth(cast, ticket.isolation.earths.get())
    endings.end(cast, ticket, heads=1, earths=1)
    stage.try_to_close(cast, first)


def test_g12_g13_a_ticket_of_the_site_ends_and_the_users_side_is_seen_anew(cast, steps):
    order = steps[0].order
    ticket = stages.issue(cast, order, None, areas="lv", no_infeeds="yes")
    stages.permit(cast, stages.received(cast, ticket))
    assert ("G12", "ticket-open") in why(cast, steps[0])
    endings.end(cast, ticket, heads=1, earths=0)
    with pytest.raises(GateHeld) as held:
        stage.try_to_close(cast, steps[0])
    assert ("G13", "evidence-stale") in stage.why(held)
    evidence.user_side_open(cast, order, "src")
    stage.try_to_close(cast, steps[0])


def test_g13_seen_in_the_morning_says_nothing_in_the_afternoon(cast, steps):
    hours_later(cast, 4)
    assert why(cast, steps[0]) == {("G13", "evidence-too-old")}
    evidence.user_side_open(cast, steps[0].order, "src")
    stage.try_to_close(cast, steps[0])


def test_g13_who_is_named_signs_himself(cast):
    order = stage.surveyed(cast)
    stage.proved(cast, order)
    data = {
        "order": str(order.pk), "area": "src", "electrician": cast.id("tang"),
        "warned": "yes", "points": [{"what": "总开关", "open": "yes"}],
    }  # fmt: skip
    cast.do("safety.prove_user_side_open", data, by="wu")
    [first, *_rest] = stage.lay_out(cast, order)
    assert why(cast, first) == {("G13", "electrician-unsigned")}


def test_g14_an_order_is_read_back_and_used_once(cast, steps):
    [first, second, *_rest] = steps
    stages.sign(cast, first, "guard", by="gao")
    with pytest.raises(GateHeld) as held:
        stage.try_to_close(cast, first)
    assert stage.why(held) == {("G14", "no-order-given")}
    data = {"order": str(first.order_id), "act": first.act, "target": str(first.pk)}
    cast.do("safety.give_instruction", {**data, "text": "合"}, by="zhao")
    with pytest.raises(GateHeld) as held:
        stage.try_to_close(cast, first)
    assert stage.why(held) == {("G14", "order-not-read-back")}
    stage.closed(cast, [first])
    with pytest.raises(GateHeld) as held:
        stage.try_to_close(cast, second)  # the order for the first is not its own
    assert stage.why(held) == {("G14", "no-order-given")}


def test_g14_after_switching_off_the_same_switch_needs_a_new_order(cast, steps):
    stage.closed(cast, steps[:1])
    order = steps[0].order
    cast.do("connections.switch_off", {"order": str(order.pk)}, by="zhou")
    [again, *_rest] = stage.lay_out(cast, order)
    with pytest.raises(GateHeld) as held:
        stage.try_to_close(cast, again)
    assert ("G14", "no-order-given") in stage.why(held)


def test_g18_a_second_source_wants_its_interlock_proved(cast):
    order = stage.requested(cast)
    generator = {"kind": "generator", "name": "院内发电机"}
    found = [stage.grid(cast), generator]
    stage.verdict(cast, stage.survey(cast, order, infeeds=found))
    stage.proved(cast, order)
    [restore, box, *_rest] = stage.lay_out(cast, order)
    assert why(cast, restore) == {("G13", "own-source-not-open")}
    evidence.interlock(cast, order, "src")
    stage.closed(cast, [restore])
    assert why(cast, box) == {("G18", "evidence-missing")}
    evidence.interlock(cast, order, "lv")
    stage.try_to_close(cast, box)


def test_a_new_infeed_makes_the_users_side_unknown_again(cast, steps):
    seen = {"site": str(cast.site.pk), "kind": "pv", "name": "屋顶光伏"}
    cast.do("safety.record_infeed", seen, by="zhou")
    assert ("G13", "evidence-stale") in why(cast, steps[0])


def test_g0_a_stop_and_an_ended_order_hold_everything(cast, steps):
    stop = {"order": str(steps[0].order_id), "reason": "有人进入"}
    cast.do("work.stop_work", stop, by="zhou")
    assert ("G0", "stop-stands") in why(cast, steps[0])
    done = {"order": str(steps[0].order_id), "reason": "不再需要"}
    cast.do("work.cancel_order", done, by="feng")
    with pytest.raises(GateHeld) as held:
        stage.try_to_close(cast, steps[0])
    assert ("G0", "order-ended") in stage.why(held)
