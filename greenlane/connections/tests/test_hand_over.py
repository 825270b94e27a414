"""The site takes over by name, after live checks; somebody keeps watch from then on."""

import pytest

from greenlane.connections.models import Handover
from greenlane.core.refusals import GateHeld, NotAllowed, Refused
from greenlane.work.models import Clearance
from tests import stages
from tests import supply_stages as stage


def test_the_site_takes_over_and_the_watch_begins(cast):
    order = stage.handed_over(cast)
    row = Handover.objects.get(order=order)
    assert (row.received_by, row.watcher) == (cast.people["tang"], cast.people["gao"])
    assert row.watch_started_at is not None


def test_nothing_checked_and_nothing_signed_says_both(cast):
    order = stage.live(cast)
    with pytest.raises(GateHeld) as held:
        stage.hand_over(cast, order)
    assert stage.why(held) == {
        ("G16", "evidence-missing"),
        ("G17", "handover-unsigned"),
    }
    assert not Handover.objects.exists()


def test_g16_a_later_switching_makes_the_live_checks_stale(cast):
    order = stage.live(cast)
    stage.checked(cast, order)
    stage.sheet(cast, order, signed=False)
    off = {"order": str(order.pk), "point": str(cast.block2.pk)}
    cast.do("connections.switch_off", off, by="zhou")
    [again] = stage.lay_out(cast, order, stage.rows(cast)[3:])
    stage.closed(cast, [again])
    stage.sheet(cast, order)
    with pytest.raises(GateHeld) as held:
        stage.hand_over(cast, order)
    assert stage.why(held) == {("G16", "evidence-stale")}
    stage.checked(cast, order)
    stage.hand_over(cast, order)


def test_a_house_that_is_half_dark_is_not_handed_over(cast):
    steps = stage.ready(cast)
    order = steps[0].order
    stage.closed(cast, steps[:3])
    stage.checked(cast, order)
    stage.sheet(cast, order)
    with pytest.raises(Refused, match="not-live-everywhere"):
        stage.hand_over(cast, order)


def test_it_is_handed_over_once(cast):
    order = stage.handed_over(cast)
    with pytest.raises(Refused, match="handed-over-already"):
        stage.hand_over(cast, order)


def test_an_ended_order_is_not_handed_over_nor_by_crew(cast):
    order = stage.live(cast)
    stage.checked(cast, order)
    stage.sheet(cast, order)
    data = {
        "order": str(order.pk), "receiver": cast.id("tang"), "watcher": cast.id("gao"),
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        cast.do("connections.hand_over", data, by="zhou")
    done = {"order": str(order.pk), "reason": "撤点"}
    cast.do("work.cancel_order", done, by="feng")
    with pytest.raises(GateHeld) as held:
        stage.hand_over(cast, order)
    assert ("G0", "order-ended") in stage.why(held)
    assert not Clearance.objects.filter(kind="hand_over").exists()


def test_nobody_takes_over_from_himself(cast):
    order = stage.live(cast)
    stage.checked(cast, order)
    stages.sign(cast, stage.sheet(cast, order, signed=False), "receiver", by="wu")
    own = {"order": str(order.pk), "receiver": cast.id("wu"), "watcher": cast.id("gao")}
    with pytest.raises(Refused, match="handed-over-to-oneself"):
        cast.do("connections.hand_over", own, by="wu")


def test_what_is_dark_again_is_not_handed_over(cast):
    order = stage.live(cast)
    lost = {"order": str(order.pk), "told_by": "护士站"}
    row = cast.do("safety.report_supply_lost", lost, by="zhou").facts["occurrence"]
    seen = {"occurrence": row, "review": "总开关跳闸"}
    cast.do("safety.review_occurrence", seen, by="zheng")
    stage.checked(cast, order)
    stage.sheet(cast, order)
    with pytest.raises(Refused, match="not-live-everywhere"):
        stage.hand_over(cast, order)
    back = {"order": str(order.pk), "state": stage.FED, "told_by": "-", "what": "-"}
    row = cast.do("safety.report_energised", back, by="zhou").facts["occurrence"]
    cast.do("safety.review_occurrence", {**seen, "occurrence": row}, by="zheng")
    stage.checked(cast, order)
    stage.hand_over(cast, order)
