"""G2: an engineer found, on the survey that stands, that it can be connected."""

import pytest

from greenlane.connections.gates import g2_verdict as g2
from greenlane.core.gatewalk import Act
from tests import supply_stages as stage


def whats(order, kind="energise"):
    act = Act(kind, unit=order.unit_id, order=order.pk)
    return {each.what for each in g2.missing(act)}


@pytest.mark.parametrize("word", ["ok", "cap", "generator"])
def test_a_verdict_that_it_can_be_opens_it(cast, word):
    order = stage.requested(cast)
    assert whats(order) == {"no-verdict"}
    survey = stage.survey(cast, order)
    assert whats(order, "issue_ticket") == {"no-verdict"}
    stage.verdict(cast, survey, word, cap_kw=264)
    assert whats(order) == whats(order, "issue_ticket") == set()


def test_a_no_holds_it(cast):
    order = stage.requested(cast)
    stage.verdict(cast, stage.survey(cast, order), "no")
    assert whats(order) == {"verdict-is-no"}


def test_a_new_version_wants_a_new_verdict(cast):
    order = stage.surveyed(cast)
    stage.survey(cast, order)
    assert whats(order) == {"no-verdict"}


def test_what_was_built_otherwise_wants_it_computed_again(cast):
    order = stage.surveyed(cast)
    differs = {"order": str(order.pk), "what": "另一路径"}
    cast.do("connections.report_as_built", differs, by="zhou")
    assert whats(order) == {"as-built-differs"}
    stage.verdict(cast, order.surveys.get())
    assert whats(order) == set()
