"""Whoever sees that it was built otherwise says so; the engineer computes again."""

import pytest

from greenlane.core.refusals import GateHeld, Refused
from tests import supply_stages as stage


def say(cast, order):
    data = {"order": str(order.pk), "what": "电缆改走东侧，长260米"}
    return cast.do("connections.report_as_built", data, by="zhou", queued=True)


def test_the_next_step_waits_for_a_new_verdict(cast):
    steps = stage.ready(cast)
    order = steps[0].order
    stage.closed(cast, steps[:1])
    say(cast, order)
    with pytest.raises(GateHeld) as held:
        stage.close(cast, steps[1])
    assert stage.why(held) == {("G2", "as-built-differs")}
    stage.verdict(cast, order.surveys.get())
    stage.try_to_close(cast, steps[1])


def test_there_is_a_survey_that_it_differs_from(cast):
    with pytest.raises(Refused, match="no-survey"):
        say(cast, stage.requested(cast))
