"""The survey is a version with loads and every infeed; a new infeed stops people."""

import pytest

from greenlane.connections.models import Survey
from greenlane.core import guard
from greenlane.core.refusals import Malformed, NotAllowed, NotFound
from greenlane.network.models import Device
from greenlane.safety.models import Infeed
from tests import stages
from tests import supply_stages as stage


@pytest.fixture
def order(cast):
    return stage.requested(cast)


def test_a_survey_is_a_version_that_knows_loads_and_infeeds(cast, order):
    first = stage.survey(cast, order)
    assert (first.version, first.leader) == (1, cast.people["chen"])
    assert [str(load.kw) for load in first.loads.all()] == ["216.00"]
    infeed = Infeed.objects.get(site=cast.site)
    assert (infeed.kind, infeed.device) == ("grid", cast.source)
    assert [each.infeed for each in first.infeeds.all()] == [infeed]


def test_surveyed_again_it_is_a_new_version_and_the_old_one_is_kept(cast, order):
    first = stage.survey(cast, order)
    second = stage.survey(cast, order, route_m=230)
    first.refresh_from_db()
    assert (first.route_m, second.route_m, second.version) == (140, 230, 2)
    assert Infeed.objects.count() == 1


def test_a_question_left_open_is_refused_not_taken_as_no(cast, order):
    with pytest.raises(Malformed) as refused:
        stage.survey(cast, order, buried_services="")
    assert [each.field for each in refused.value.errors] == ["buried_services"]


@pytest.mark.parametrize("empty", ["infeeds", "loads"])
def test_there_is_always_an_infeed_and_a_load(cast, order, empty):
    with pytest.raises(Malformed) as refused:
        stage.survey(cast, order, **{empty: []})
    assert [(e.field, e.code) for e in refused.value.errors] == [
        (empty, "too-few-rows")
    ]


def test_an_infeed_that_was_seen_before_learns_its_device(cast, order):
    seen = {"site": str(cast.site.pk), "kind": "grid", "name": "公变出线"}
    cast.do("safety.record_infeed", seen, by="zhou")
    stage.survey(cast, order)
    assert Infeed.objects.get().device == cast.source


def test_it_learns_its_number_and_two_numbers_are_two_ways_in(cast, order):
    seen = {"site": str(cast.site.pk), "kind": "pv", "name": "光伏"}
    cast.do("safety.record_infeed", seen, by="zhou")
    row = {"kind": "pv", "name": "光伏"}
    stage.survey(cast, order, infeeds=[{**row, "number": "1"}])
    stage.survey(cast, order, infeeds=[row, {**row, "number": "2"}])
    ways = Infeed.objects.filter(kind="pv").order_by("number")
    assert [str(each) for each in ways] == ["光伏 1", "光伏 2"]


def test_two_devices_are_two_ways_in_whatever_they_are_called(cast, order):
    with guard.lifted():
        other = Device.objects.create(
            unit=cast.unit, name="东关公变", number="T-7", kind="transformer", volts=400
        )
    twice = [stage.grid(cast), {**stage.grid(cast), "device": str(other.pk)}]
    survey = stage.survey(cast, order, infeeds=twice)
    devices = {each.infeed.device for each in survey.infeeds.all()}
    assert devices == {cast.source, other}


def test_a_new_infeed_stops_those_who_work_on_the_section(cast):
    of = stages.order(cast)
    ticket = stages.permitted(cast, of)
    generator = {"kind": "generator", "name": "院内发电机"}
    stage.survey(cast, of, infeeds=[stage.grid(cast), generator])
    assert ticket.breaks.filter(resumed_at__isnull=True).exists()


def test_an_infeed_that_learns_its_device_stops_those_who_hang_on_it(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    afar = stages.shared_pole(cast)
    seen = {"site": str(afar.site_id), "kind": "generator", "name": "发电机"}
    cast.do("safety.record_infeed", seen, by="zhou")
    learned = {**stage.grid(cast), "kind": "generator", "name": "发电机"}
    with guard.lifted():
        ticket.breaks.all().delete()
    stage.survey(cast, afar, infeeds=[learned])
    assert ticket.breaks.filter(resumed_at__isnull=True).exists()


def test_a_new_infeed_ends_the_ticket_that_said_there_was_none(cast):
    ticket = stages.issue(cast, stages.order(cast), None, areas="lv", no_infeeds="yes")
    stage.survey(cast, ticket.order)
    ticket.refresh_from_db()
    assert ticket.revoked_at is not None


def test_it_may_come_late_from_a_queue(cast, order):
    data = {
        "order": str(order.pk), "source": str(cast.source.pk), "route_m": 10,
        "buried_services": "no", "live_parts": "-", "alternatives": "-",
        "method": "outage", "infeeds": [stage.grid(cast)],
        "loads": [{"name": "x", "kw": 1, "basis": "assumed"}],
    }  # fmt: skip
    cast.do("connections.record_survey", data, by="chen", queued=True)
    assert Survey.objects.count() == 1


def test_crew_records_none_and_an_order_nobody_has_is_none(cast, order):
    data = {"order": str(order.pk), "source": str(cast.source.pk), "route_m": 1}
    data |= {"buried_services": "no", "live_parts": "-", "alternatives": "-"}
    data |= {"method": "outage", "infeeds": [stage.grid(cast)]}
    data |= {"loads": [{"name": "x", "kw": 1, "basis": "assumed"}]}
    with pytest.raises(NotAllowed):
        cast.do("connections.record_survey", data, by="zhou")
    with pytest.raises(NotFound):
        data["order"] = str(cast.site.pk)
        cast.do("connections.record_survey", data, by="chen")
