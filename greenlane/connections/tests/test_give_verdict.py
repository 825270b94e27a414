"""The engineer's verdict stands on one version of the survey, with his own PIN."""

import pytest

from greenlane.core.refusals import GateHeld, Malformed, NotAllowed, Refused
from greenlane.safety.signing import signed
from greenlane.work.models import StopWork
from tests import supply_stages as stage


@pytest.fixture
def survey(cast):
    return stage.survey(cast, stage.requested(cast))


def test_it_is_signed_by_the_engineer(cast, survey):
    stage.verdict(cast, survey, "cap", cap_kw=264)
    survey.refresh_from_db()
    assert (survey.verdict, str(survey.cap_kw)) == ("cap", "264.00")
    assert signed(survey, "engineer").person == cast.people["chen"]


def test_a_cap_names_its_figure(cast, survey):
    with pytest.raises(Malformed) as refused:
        stage.verdict(cast, survey, "cap")
    assert [each.field for each in refused.value.errors] == ["cap_kw"]


def test_an_old_version_bears_no_verdict(cast, survey):
    newer = stage.survey(cast, survey.order)
    with pytest.raises(Refused, match="survey-superseded"):
        stage.verdict(cast, survey)
    stage.verdict(cast, newer)


def test_a_no_after_volts_stops_work_and_holds_the_next_step(cast):
    steps = stage.ready(cast)
    stage.closed(cast, steps[:2])
    stage.verdict(cast, steps[0].order.surveys.get(), "no")
    assert StopWork.objects.filter(reason="verdict-is-no").exists()
    with pytest.raises(GateHeld) as held:
        stage.close(cast, steps[2])
    assert ("G2", "verdict-is-no") in stage.why(held)


def test_only_an_engineer_gives_it(cast, survey):
    data = {"survey": str(survey.pk), "verdict": "ok", "why": "-"}
    with pytest.raises(NotAllowed, match="role-missing"):
        cast.do("connections.give_verdict", data, by="zhao")
