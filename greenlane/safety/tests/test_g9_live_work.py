"""G9: in place of isolation: reclosing off, weather within limits, a watcher."""

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.limits import age, pack_of
from greenlane.safety.models import Evidence
from greenlane.safety.tests.stage import stint
from greenlane.safety.tests.test_resume_ticket import resume
from tests import releases, stages
from tests.live_work import GOOD, conditions, live


def test_live_work_is_permitted_by_its_conditions_alone(cast):
    ticket = live(cast)
    conditions(cast, ticket.order)
    assert stages.permit(cast, ticket).permitted_at is not None


def test_without_them_g9_holds_and_no_other(cast):
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, live(cast))
    assert {each.gate for each in held.value.missing} == {"G9"}


@pytest.mark.parametrize(
    "change",
    [
        {"reclosing_off": "no"},
        {"reclosing_off": "unknown"},
        {"humidity": "80.1"},
        {"wind": "5.1"},
        {"rain": "yes"},
        {"rain": "unknown"},
        {"thunder": "yes"},
        {"thunder": "unknown"},
    ],
)
def test_bad_conditions_hold(cast, change):
    ticket = live(cast)
    conditions(cast, ticket.order, **change)
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, ticket)
    assert [each.what for each in held.value.missing] == ["evidence-failed"]


def test_at_the_limits_of_the_pack_it_is_still_good(cast):
    ticket = live(cast)
    pack = pack_of(ticket.order)
    wind, damp = (pack.value(f"live_work.{x}.max").value for x in ("wind", "humidity"))
    conditions(cast, ticket.order, wind=str(wind), humidity=str(damp))
    assert stages.permit(cast, ticket).permitted_at is not None


def test_the_pack_says_how_old_a_reading_may_be(cast):
    ticket = live(cast)
    conditions(cast, ticket.order)
    limit = age(ticket.order, "ages.weather_reading.max")
    with guard.lifted():
        Evidence.objects.filter(kind="live_conditions").update(
            at=clock.now() - limit - timedelta(seconds=1)
        )
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, ticket)
    assert [each.what for each in held.value.missing] == ["evidence-too-old"]


def test_who_watches_does_nothing_else(cast):
    ticket = live(cast)
    conditions(cast, ticket.order, watcher=cast.id("liu"))  # he leads it
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, ticket)
    assert {each.what for each in held.value.missing} == {
        "watcher-does-more", "watcher-works",
    }  # fmt: skip
    conditions(cast, ticket.order, watcher=cast.id("xu"))
    stages.permit(cast, ticket)
    releases.brief(cast, ticket.order, "xu")
    begin = {"task": str(ticket.order.tasks.get(key="T3").pk), "heads": []}
    with pytest.raises(GateHeld) as held:
        cast.do("work.start_field_work", begin, by="xu")  # he watches, and would work
    assert ("G9", "watcher-works") in {(x.gate, x.what) for x in held.value.missing}


def test_who_is_named_to_watch_signs_that_he_does(cast):
    ticket = live(cast)
    data = {"order": str(ticket.order_id), "watcher": cast.id("zheng"), **GOOD}
    done = cast.do("safety.record_live_conditions", data, by="he")
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, ticket)
    [lacks] = held.value.missing
    assert (lacks.gate, lacks.what) == ("G9", "watcher-unsigned")
    assert (lacks.holder, lacks.next_step) == (
        f"person:{cast.id('zheng')}", "safety.sign",
    )  # fmt: skip
    signing = {"kind": "evidence", "id": done.facts["evidence"], "role": "watcher"}
    with pytest.raises(Refused, match="not-your-signature"):
        cast.do("safety.sign", signing, by="xu")  # nobody signs for another
    cast.do("safety.sign", signing, by="zheng")
    assert stages.permit(cast, ticket).permitted_at is not None


def test_when_he_leaves_live_work_rests_until_somebody_watches_again(cast):
    ticket = live(cast)
    assert leave(cast, ticket) == "nobody-watches"
    conditions(cast, ticket.order)
    stages.permit(cast, ticket)
    assert leave(cast, ticket) == "watch-over"
    assert ticket.breaks.get().cause == "watcher-left"
    out = {"ticket": str(ticket.pk), "people_out": "yes"}
    cast.do("safety.acknowledge_revocation", out, by="liu")
    with pytest.raises(GateHeld) as held:
        resume(cast, ticket)
    assert [x.what for x in held.value.missing] == ["evidence-withdrawn"]
    conditions(cast, ticket.order, watcher=cast.id("gao"))
    resume(cast, ticket)


def leave(cast, ticket):
    """Anybody says so, from any device, with the reason or without."""
    data = {"order": str(ticket.order_id)}
    return cast.do("safety.leave_watch", data, by="tang", queued=True).code


def test_who_is_at_work_elsewhere_watches_nobody(cast):
    ticket = live(cast)
    stint(cast, stages.order(cast, "BY-2"), "T1", leader="zheng", over=False)
    conditions(cast, ticket.order)
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, ticket)
    assert "watcher-works" in {each.what for each in held.value.missing}
