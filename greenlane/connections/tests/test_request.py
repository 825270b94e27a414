"""A place must get electricity: the order, its tasks and its papers begin together."""

from datetime import timedelta

import pytest

from greenlane.connections.models import Connection, Paper
from greenlane.core import clock, guard
from greenlane.core.models import Event
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused
from greenlane.places.models import Site
from greenlane.work.models import Order
from tests import supply_stages as stage


def later(hours):
    return (clock.now() + timedelta(hours=hours)).isoformat()


def test_a_request_becomes_an_order_with_tasks_papers_and_its_playbook(cast):
    order = stage.requested(cast, instruction_number="指字12号", payer="县财政")
    assert order.playbook.name == "a-lv-existing-transformer"
    assert order.pack == cast.unit.pack
    assert set(order.points.all()) == {cast.block1, cast.block2}
    connection = Connection.objects.get(order=order)
    assert (connection.authority, connection.may_go_dark) == ("县指挥部", "yes")
    owed = Paper.objects.filter(order=order)
    assert owed.filter(kind="supply_contract").exists()
    assert all(paper.due_at > clock.now() and paper.owner for paper in owed)


def test_a_question_not_answered_is_never_a_no(cast):
    order = stage.requested(cast, may_go_dark="")
    assert Connection.objects.get(order=order).may_go_dark == "unknown"


def test_only_the_points_that_were_named_are_wanted(cast):
    order = stage.requested(cast, points=[{"point": str(cast.block2.pk)}])
    assert list(order.points.all()) == [cast.block2]


def test_a_second_request_for_a_site_is_offered_the_first_order(cast):
    first = stage.requested(cast)
    with pytest.raises(Refused, match="already-requested") as refused:
        stage.request(cast)
    assert refused.value.facts["number"] == first.number
    assert refused.value.next_step == "work.merge_orders"
    assert Order.objects.count() == 1
    twin = stage.requested(cast, although_open=True)
    merge = {"order": str(twin.pk), "into": str(first.pk)}
    cast.do("work.merge_orders", merge, by="wang")
    with pytest.raises(Refused, match="already-requested"):
        stage.request(cast)


def test_an_ended_order_is_in_nobodys_way(cast):
    first = stage.requested(cast)
    done = {"order": str(first.pk), "reason": "不再需要"}
    cast.do("work.cancel_order", done, by="feng")
    assert stage.requested(cast) != first


def test_a_site_without_points_is_sent_to_get_one(cast):
    with guard.lifted():
        bare = Site.objects.create(unit=cast.unit, code="TYG", name_zh="体育馆")
    with pytest.raises(Refused, match="site-without-points") as refused:
        stage.request(cast, site=str(bare.pk))
    assert refused.value.next_step == "places.add_supply_point"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"need_at": "2026-11-26T12:00:00"}, "need_at"),
        ({"need_at": "tomorrow"}, "need_at"),
        ({"people_count": -3}, "people_count"),
        ({"may_go_dark": "perhaps"}, "may_go_dark"),
        ({"playbook": "g-magic"}, "playbook"),
        ({"authority": "县\u202e指"}, "authority"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_bad_input_names_its_field(cast, wrong, field):
    with pytest.raises(Malformed) as refused:
        stage.request(cast, **wrong)
    assert field in {each.field for each in refused.value.errors}
    assert not Order.objects.exists()


def test_a_deadline_never_lies_before_the_need(cast):
    with pytest.raises(Malformed) as refused:
        stage.request(cast, need_at=later(5), deadline=later(4))
    [error] = refused.value.errors
    assert (error.field, error.code) == ("deadline", "time-reversed")
    stage.request(cast, need_at=later(4), deadline=later(5))


def test_nobody_wants_light_for_yesterday(cast):
    with pytest.raises(Refused, match="need-before-request"):
        stage.request(cast, need_at=later(-24))


def test_a_point_of_another_site_is_none_at_all(cast):
    with pytest.raises(NotFound):
        stage.request(cast, points=[{"point": str(cast.site.pk)}])


def test_crew_takes_no_request_and_a_stranger_finds_no_site(cast):
    ask = {"site": str(cast.site.pk), "authority": "x", "requested_by": "x"}
    ask["requester_phone"] = "1"
    with pytest.raises(NotAllowed):
        cast.do("connections.request", ask, by="zhou")
    with pytest.raises(NotFound):
        cast.do("connections.request", ask, by="stranger")


def test_names_and_numbers_of_callers_stay_in_the_row(cast):
    stage.requested(cast)
    told = str(list(Event.objects.values_list("canonical", flat=True)))
    assert "刘主任" not in told
    assert "7911110" not in told


def test_the_sites_of_one_campaign_stand_under_one_order(cast):
    first = stage.requested(cast)
    other = stage.requested(cast, although_open=True, part_of=str(first.pk))
    assert other.parent == first
    done = {"order": str(first.pk), "reason": "不再需要"}
    cast.do("work.cancel_order", done, by="feng")
    with pytest.raises(Refused, match="order-ended"):
        stage.request(cast, although_open=True, part_of=str(first.pk))
