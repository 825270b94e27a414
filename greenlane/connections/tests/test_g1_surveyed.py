"""G1: the survey is there, signed, and knows every infeed."""

import pytest

from greenlane.connections.gates import g1_surveyed as g1
from greenlane.core.gatewalk import Act
from greenlane.core.refusals import GateHeld
from tests import stages
from tests import supply_stages as stage


def whats(order, kind="issue_ticket"):
    act = Act(kind, unit=order.unit_id, order=order.pk)
    return {each.what for each in g1.missing(act)}


@pytest.mark.parametrize("kind", ["issue_ticket", "build"])
def test_a_signed_survey_opens_it_and_none_holds_it(cast, kind):
    assert kind in g1.GUARDS
    order = stage.requested(cast)
    assert whats(order, kind) == {"no-survey"}
    stage.survey(cast, order)
    assert whats(order, kind) == set()


def test_the_leader_of_the_survey_signs_himself(cast):
    order = stage.requested(cast)
    survey = stage.survey(cast, order, signed=False)
    assert whats(order) == {"survey-unsigned"}
    stages.sign(cast, survey, "survey_leader", by="sun")
    assert whats(order) == {"survey-unsigned"}
    stages.sign(cast, survey, "survey_leader", by="chen")
    assert whats(order) == set()


def test_a_new_infeed_or_version_wants_it_anew(cast):
    order = stage.requested(cast)
    stage.survey(cast, order)
    seen = {"site": str(cast.site.pk), "kind": "pv", "name": "屋顶光伏"}
    cast.do("safety.record_infeed", seen, by="zhou")
    assert whats(order) == {"infeed-not-surveyed"}
    both = [stage.grid(cast), {"kind": "pv", "name": "屋顶光伏"}]
    newer = stage.survey(cast, order, signed=False, infeeds=both)
    assert whats(order) == {"survey-unsigned"}
    stages.sign(cast, newer, "survey_leader", by="chen")
    assert whats(order) == set()


def test_a_withdrawn_survey_is_none(cast):
    order = stage.requested(cast)
    survey = stage.survey(cast, order)
    withdrawn = {"survey": str(survey.pk)}
    cast.do("connections.withdraw_survey", withdrawn, by="zhou")
    assert whats(order) == {"no-survey"}


def test_it_stands_before_a_ticket(cast):
    order = stage.requested(cast)
    data = {
        "order": str(order.pk), "kind": "lv", "scope": "-", "areas": "lv",
        "no_infeeds": "yes", "leader": cast.id("liu"),
        "customer_owned": "no",
    }  # fmt: skip
    with pytest.raises(GateHeld) as held:
        cast.do("safety.issue_ticket", data, by="sun")
    assert stage.why(held) == {("G1", "no-survey"), ("G2", "no-verdict")}
    stage.verdict(cast, stage.survey(cast, order))
    cast.do("safety.issue_ticket", data, by="sun")


def test_nobody_builds_on_a_section_that_is_live(cast):
    steps = stage.ready(cast)
    stage.closed(cast, steps[:2])
    with pytest.raises(GateHeld) as held:
        stage.worked(cast, steps[0].order)
    assert stage.why(held) == {("G1", "section-is-live")}
    off = {"order": str(steps[0].order_id)}
    cast.do("connections.switch_off", off, by="stranger")
    with pytest.raises(GateHeld) as held:
        stage.worked(cast, steps[0].order)
    assert stage.why(held) == {("G1", "section-is-live")}
    cast.do("connections.switch_off", off, by="he")
    stage.worked(cast, steps[0].order)
