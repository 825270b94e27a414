"""A survey that was wrong is withdrawn by whoever sees it; what relied on it falls."""

import pytest

from greenlane.core.refusals import GateHeld, NotFound
from greenlane.work.models import Clearance, StopWork
from tests import supply_stages as stage


def withdraw(cast, survey, *, by="zhou", **more):
    data = {"survey": str(survey.pk)}
    return cast.do("connections.withdraw_survey", data, by=by, **more)


def test_before_volts_the_order_begins_again_at_the_gate(cast):
    steps = stage.ready(cast)
    survey = steps[0].order.surveys.get()
    stage.closed(cast, steps[:1])
    withdraw(cast, survey, queued=True)
    with pytest.raises(GateHeld) as held:
        stage.close(cast, steps[1])
    assert stage.why(held) == {("G2", "no-verdict")}
    stage.verdict(cast, stage.survey(cast, steps[0].order))
    stage.try_to_close(cast, steps[1])


def test_after_volts_work_stops_and_nothing_is_switched_by_software(cast):
    steps = stage.ready(cast)
    stage.closed(cast, steps[:2])
    done = withdraw(cast, steps[0].order.surveys.get())
    assert done.facts["revoked"] == 1
    assert Clearance.objects.get(pk=steps[1].pk).revoked_why == "survey-withdrawn"
    assert StopWork.objects.filter(order=steps[0].order).exists()
    steps[1].refresh_from_db()
    assert steps[1].opened_at is None


def test_said_twice_the_first_moment_stands(cast):
    survey = stage.survey(cast, stage.requested(cast))
    withdraw(cast, survey)
    survey.refresh_from_db()
    first = survey.withdrawn_at
    withdraw(cast, survey, by="liu")
    survey.refresh_from_db()
    assert survey.withdrawn_at == first


def test_a_survey_nobody_has_is_none_at_all(cast):
    with pytest.raises(NotFound):
        withdraw(cast, cast.site)


def test_taking_back_the_survey_that_said_no_brings_no_older_yes_back(cast):
    """Anybody may withdraw: it can shut a gate, never open one."""
    steps = stage.ready(cast)
    order = steps[0].order
    stage.closed(cast, steps[:1])
    newer = stage.survey(cast, order)
    stage.verdict(cast, newer, "no")
    withdraw(cast, newer)
    with pytest.raises(GateHeld) as held:
        stage.close(cast, steps[1])
    assert stage.why(held) == {("G2", "no-verdict")}
