"""One way to supply is chosen; the order goes on by its playbook."""

import pytest

from greenlane.connections.models import SupplyOption
from greenlane.core.refusals import Malformed, NotAllowed, Refused
from tests import supply_stages as stage

STREET = "e-street-point"


def choose(cast, order, playbook=STREET, *, by="chen"):
    data = {"order": str(order.pk), "playbook": playbook, "title": "x", "why": "y"}
    return cast.do("connections.choose_option", data, by=by)


def test_the_order_goes_on_by_the_chosen_playbook(cast):
    order = stage.surveyed(cast)
    choose(cast, order)
    order.refresh_from_db()
    assert order.playbook.name == STREET
    standing = order.tasks.filter(dropped_at__isnull=True)
    assert {key[0] for key in standing.values_list("key", flat=True)} == {"E"}


def test_another_way_later_drops_the_first(cast):
    order = stage.surveyed(cast)
    choose(cast, order)
    choose(cast, order, "c-generator-first")
    one = SupplyOption.objects.get(order=order, dropped_at__isnull=True)
    assert one.playbook == "c-generator-first"
    assert SupplyOption.objects.filter(order=order).count() == 2


def test_nothing_is_chosen_before_survey_and_verdict(cast):
    order = stage.requested(cast)
    with pytest.raises(Refused, match="no-survey"):
        choose(cast, order)
    survey = stage.survey(cast, order)
    with pytest.raises(Refused, match="no-verdict"):
        choose(cast, order)
    stage.verdict(cast, survey, "no")
    with pytest.raises(Refused, match="no-verdict"):
        choose(cast, order)


def test_a_removal_is_no_way_to_supply(cast):
    order = stage.surveyed(cast)
    with pytest.raises(Refused, match="playbook-of-another-mission"):
        choose(cast, order, "f-de-install")
    with pytest.raises(Malformed):
        choose(cast, order, "g-magic")


def test_an_ended_order_chooses_nothing_and_crew_neither(cast):
    order = stage.surveyed(cast)
    with pytest.raises(NotAllowed):
        choose(cast, order, by="zhou")
    done = {"order": str(order.pk), "reason": "x"}
    cast.do("work.cancel_order", done, by="feng")
    with pytest.raises(Refused, match="order-ended"):
        choose(cast, order)


def test_the_way_back_to_the_first_is_open(cast):
    order = stage.surveyed(cast)
    first = order.playbook.name
    standing = order.tasks.filter(dropped_at__isnull=True)
    before = set(standing.values_list("key", "areas"))
    for way in ("c-generator-first", first, "c-generator-first", first):
        choose(cast, order, way)
    assert set(standing.values_list("key", "areas")) == before
