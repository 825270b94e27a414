"""Steps are laid out in their order; laid out anew, what nobody closed is gone."""

import pytest

from greenlane.connections.reading import standing_steps
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused
from greenlane.network.tests.test_add_device import BOX
from tests import supply_stages as stage


@pytest.fixture
def order(cast):
    return stage.surveyed(cast)


def test_source_box_and_floors_stand_in_their_order(cast, order):
    steps = stage.lay_out(cast, order)
    assert [(s.place, s.act, s.area) for s in steps] == [
        (1, "restore_source", "src"),
        (2, "energise", "lv"),
        (3, "energise", "lv"),
        (4, "energise", "lv"),
    ]
    assert [s.point for s in steps] == [None, None, cast.block1, cast.block2]


def test_laid_out_anew_only_what_is_closed_stays(cast):
    steps = stage.ready(cast)
    order = steps[0].order
    stage.closed(cast, steps[:1])
    fresh = stage.lay_out(cast, order, stage.rows(cast)[1:])
    assert standing_steps(order.pk) == [steps[0], *fresh]
    assert [s.place for s in fresh] == [2, 3, 4]
    steps[1].refresh_from_db()
    assert (steps[1].opened_why, steps[1].started_at) == ("laid-out-anew", None)


@pytest.mark.parametrize("half", ["point", "gives_state"])
def test_a_point_and_how_it_is_fed_go_together(cast, order, half):
    [*_rest, row] = stage.rows(cast)
    del row[half]
    with pytest.raises(Refused, match="point-without-state"):
        stage.lay_out(cast, order, [row])


def test_a_step_never_gives_darkness_or_an_unknown_section(cast, order):
    [*_rest, row] = stage.rows(cast)
    with pytest.raises(Malformed):
        stage.lay_out(cast, order, [{**row, "gives_state": "unknown"}])
    with pytest.raises(Refused, match="unknown-area"):
        stage.lay_out(cast, order, [{**row, "area": "roof"}])
    with pytest.raises(Malformed):
        stage.lay_out(cast, order, [{**row, "act": "isolate"}])


def test_a_point_of_another_order_is_none_at_all(cast):
    order = stage.requested(cast, points=[{"point": str(cast.block1.pk)}])
    with pytest.raises(NotFound):
        stage.lay_out(cast, order)


def test_what_feeds_a_device_is_closed_before_it(cast, order):
    fed = {**BOX, "parent": str(cast.source.pk)}
    box = cast.do("network.add_device", fed, by="chen").facts["device"]
    restore, first, *_rest = stage.rows(cast)
    restore["device"], first["device"] = str(cast.source.pk), str(box)
    with pytest.raises(Refused, match="upstream-comes-first") as refused:
        stage.lay_out(cast, order, [first, restore])
    assert refused.value.facts == {"place": 1, "later": 2}
    stage.lay_out(cast, order, [restore, first])


def test_crew_lays_out_nothing(cast, order):
    data = {"order": str(order.pk), "steps": stage.rows(cast)}
    with pytest.raises(NotAllowed):
        cast.do("connections.plan_steps", data, by="zhou")


@pytest.mark.parametrize(
    ("act", "area", "code"),
    [
        # A new supply called a restoring or a transfer would ask for no verdict.
        ("restore_source", "lv", "step-not-foreseen"),
        ("transfer_supply", "lv", "step-not-foreseen"),
        # The blocks fed by a step at the source: nobody tests the new part.
        ("energise", "src", "step-not-foreseen"),
        ("restore_source", "src", "restore-lights-no-point"),
    ],
)
def test_the_name_of_an_act_is_no_way_round_its_gates(cast, act, area, code):
    order = stage.requested(cast)
    stage.verdict(cast, stage.survey(cast, order), "no")
    lit = {"point": str(cast.block1.pk), "gives_state": stage.FED}
    with pytest.raises(Refused, match=code):
        stage.lay_out(cast, order, [{"act": act, "name": "x", "area": area, **lit}])


def test_what_was_isolated_may_be_restored_whatever_the_playbook_says(cast):
    order = stage.surveyed(cast, playbook="c-generator-first")
    row = {"act": "restore_source", "name": "公变出线", "area": "board"}
    with pytest.raises(Refused, match="step-not-foreseen"):
        stage.lay_out(cast, order, [row])
    data = {"order": str(order.pk), "source": str(cast.source.pk), "name": "进线"}
    cast.do("safety.add_isolation", {**data, "area": "board"}, by="chen")
    assert stage.lay_out(cast, order, [row])
