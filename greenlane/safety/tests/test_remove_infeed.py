"""An infeed goes only when its conductors are off, and no lock stands on it."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import Infeed
from greenlane.work.models import Order
from tests import stages


def remove(cast, infeed, answer="yes"):
    data = {"infeed": str(infeed.pk), "seen_apart": answer}
    return cast.do("safety.remove_infeed", data, by="he")


def test_it_is_taken_away_once(cast):
    infeed = stages.section(cast, stages.order(cast)).infeeds.get()
    remove(cast, infeed)
    assert Infeed.objects.get().gone_at is not None
    with pytest.raises(Refused, match="infeed-gone-already"):
        remove(cast, infeed)


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_switched_off_is_not_taken_away(cast, answer):
    infeed = stages.section(cast, stages.order(cast)).infeeds.get()
    with pytest.raises(Refused, match="infeed-not-apart"):
        remove(cast, infeed, answer)


def test_a_locked_point_comes_off_first(cast):
    infeed = stages.isolated(cast, stages.order(cast)).infeeds.get()
    with pytest.raises(Refused, match="point-still-locked"):
        remove(cast, infeed)


@pytest.mark.parametrize("of_site", [False, True])
def test_nothing_is_taken_away_while_a_stop_stands(cast, of_site):
    infeed = stages.section(cast, order := stages.order(cast)).infeeds.get()
    if of_site:
        with guard.lifted():
            Infeed.objects.update(isolation=None)
    stop = {"order": str(order.pk), "reason": "看不清"}
    cast.do("work.stop_work", stop, by="stranger")
    with pytest.raises(GateHeld) as held:
        remove(cast, infeed)
    assert {each.what for each in held.value.missing} == {"stop-stands"}


def test_a_section_of_another_order_does_not_hide_the_stop(cast):
    """The order of the section has ended; one at the same site is stopped."""
    infeed = stages.section(cast, stages.order(cast)).infeeds.get()
    over = {"order": str(infeed.isolation.order_id), "reason": "重复"}
    cast.do("work.cancel_order", over, by="feng")
    other = stages.order(cast, "BY-220329-8")
    cast.do("work.stop_work", {"order": str(other.pk), "reason": "烟"}, by="stranger")
    with pytest.raises(GateHeld) as held:
        remove(cast, infeed)
    assert "stop-stands" in {each.what for each in held.value.missing}


def test_a_flag_alone_hides_no_stop(cast):
    """Somebody has set `ended` by hand; no row says that the order has ended."""
    infeed = stages.section(cast, order := stages.order(cast)).infeeds.get()
    cast.do("work.stop_work", {"order": str(order.pk), "reason": "烟"}, by="stranger")
    with guard.lifted():
        Order.objects.update(ended=True)
    with pytest.raises(GateHeld):
        remove(cast, infeed)


@pytest.mark.parametrize("why", ["switching-not-certified", "person-unfit"])
def test_who_may_not_switch_takes_nothing_away(cast, why):
    infeed = stages.section(cast, stages.order(cast)).infeeds.get()
    he, now = cast.people["he"], clock.now()
    with guard.lifted():
        if why == "person-unfit":
            type(he).objects.filter(pk=he.pk).update(unfit_since=now)
        else:
            he.certificates.update(revoked_at=now)
    with pytest.raises(Refused, match=why):
        remove(cast, infeed)
