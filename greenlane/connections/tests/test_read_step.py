"""Volts and rotation are read at every step; only a normal one lets the next one in."""

from datetime import timedelta

import pytest

from greenlane.connections.models import Term
from greenlane.core import clock, guard
from greenlane.core.models import Event
from greenlane.core.refusals import GateHeld, Malformed, NotAllowed, Refused
from greenlane.work.models import Order
from tests import supply_stages as stage


@pytest.fixture
def steps(cast):
    return stage.ready(cast)


def test_the_step_before_is_read_and_normal_or_nothing_goes_on(cast, steps):
    first, second, *_rest = steps
    stage.close(cast, first)
    with pytest.raises(GateHeld) as held:
        stage.close(cast, second)
    assert stage.why(held) == {("G15", "step-before-unread")}
    stage.read(cast, first)
    stage.try_to_close(cast, second)


@pytest.mark.parametrize(
    "reading", [{"normal": "no"}, {"normal": "unknown"}, {"rotation": "wrong"}]
)
def test_what_is_not_normal_holds_the_next_step(cast, steps, reading):
    first, second, *_rest = steps
    stage.close(cast, first)
    stage.read(cast, first, **reading)
    with pytest.raises(GateHeld) as held:
        stage.close(cast, second)
    assert stage.why(held) == {("G15", "step-before-not-normal")}


def test_a_cold_load_above_the_rating_is_not_normal(cast, steps):
    first, second, *_rest = steps
    stage.close(cast, first)
    with pytest.raises(Malformed) as refused:
        stage.read(cast, first, rated_amperes=400)
    assert [each.code for each in refused.value.errors] == ["current-missing"]
    stage.read(cast, first, amperes=400, rated_amperes=400)
    stage.close(cast, second)
    stage.read(cast, second, amperes=400.01, rated_amperes=400)
    second.refresh_from_db()
    assert second.normal == "no"


def test_a_bad_reading_is_not_read_away(cast, steps):
    first, *_rest = steps
    stage.close(cast, first)
    stage.read(cast, first, normal="no")
    with pytest.raises(Refused, match="step-read-already"):
        stage.read(cast, first)
    first.refresh_from_db()
    assert first.normal == "no"


def test_what_goes_wrong_after_a_good_reading_is_still_said(cast, steps):
    first, second, *_rest = steps
    stage.closed(cast, [first])
    with pytest.raises(Refused, match="step-read-already"):
        stage.read(cast, first)
    stage.read(cast, first, normal="no")
    with pytest.raises(GateHeld) as held:
        stage.close(cast, second)
    assert stage.why(held) == {("G15", "step-before-not-normal")}


def test_an_open_switch_has_no_volts(cast, steps):
    first, *_rest = steps
    with pytest.raises(Refused, match="step-not-closed"):
        stage.read(cast, first)
    stage.closed(cast, [first])
    off = {"order": str(first.order_id)}
    cast.do("connections.switch_off", off, by="zhou")
    with pytest.raises(Refused, match="step-opened"):
        stage.read(cast, first, normal="no")


def test_live_is_when_the_last_point_is_read(cast, steps):
    stage.closed(cast, steps[:3])
    stage.close(cast, steps[3])
    assert not Event.objects.filter(name="connections.went_live").exists()
    assert stage.read(cast, steps[3]).facts["live"]
    assert Event.objects.filter(name="connections.went_live").count() == 1


def test_the_removal_is_an_order_of_its_own_from_that_moment(cast):
    order = stage.live(cast)
    term = Term.objects.get(order=order)
    removal = Order.objects.get(parent=order)
    assert (term.removal, removal.mission) == (removal, "removal")
    assert removal.need_at == term.ends_at > term.starts_at
    assert (removal.pack, removal.site) == (order.pack, order.site)
    assert set(removal.points.all()) == set(order.points.all())
    assert removal.playbook.name == "f-de-install"
    assert removal.tasks.filter(acts="restore_source").exists()


def test_volts_are_always_written_down_and_only_by_who_switches(cast, steps):
    first, *_rest = steps
    stage.close(cast, first)
    with pytest.raises(Malformed):
        stage.read(cast, first, volts="")
    data = {"step": str(first.pk), "volts": "1", "rotation": "right", "normal": "yes"}
    with pytest.raises(NotAllowed):
        cast.do("connections.read_step", data, by="zhou")


def test_a_reading_may_come_late_from_a_queue(cast, steps):
    first, *_rest = steps
    stage.close(cast, first)
    data = {"step": str(first.pk), "volts": "1", "rotation": "right", "normal": "yes"}
    cast.do("connections.read_step", data, by="he", queued=True)
    first.refresh_from_db()
    assert first.normal == "yes"


def test_what_was_read_before_the_closing_is_no_reading_of_it(cast):
    [first, *_rest] = stage.ready(cast)
    stage.close(cast, first)
    first.refresh_from_db()
    early = {"queued": True, "at": first.started_at - timedelta(minutes=10)}
    data = {"step": str(first.pk), "volts": "231", "rotation": "right", "normal": "yes"}
    done = cast.do("connections.read_step", data, by="he", **early)
    assert done.facts["code"] == "read-before-closed"
    slow = {"queued": True, "at": first.started_at - timedelta(seconds=30)}
    cast.do("connections.read_step", data, by="he", **slow)
    first.refresh_from_db()
    assert first.read_at == first.started_at


def test_a_bad_reading_is_taken_at_any_time(cast):
    [first, *_rest] = stage.ready(cast)
    stage.close(cast, first)
    first.refresh_from_db()
    early = {"queued": True, "at": first.started_at - timedelta(minutes=10)}
    data = {"step": str(first.pk), "volts": "0", "rotation": "wrong", "normal": "no"}
    assert (
        cast.do("connections.read_step", data, by="he", **early).facts["normal"] == "no"
    )


@pytest.mark.parametrize("why", ["switching-not-certified", "person-unfit"])
def test_who_may_not_switch_reads_nothing_as_normal(cast, steps, why):
    stage.close(cast, steps[0])
    he, now = cast.people["he"], clock.now()
    with guard.lifted():
        if why == "person-unfit":
            type(he).objects.filter(pk=he.pk).update(unfit_since=now)
        else:
            he.certificates.update(revoked_at=now)
    with pytest.raises(Refused, match=why):
        stage.read(cast, steps[0])
    stage.read(cast, steps[0], normal="no")
