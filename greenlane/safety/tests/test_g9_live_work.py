"""G9: in place of isolation: reclosing off, weather within limits, a watcher."""

import pytest

from greenlane.core.refusals import GateHeld
from tests import stages

GOOD = {
    "reclosing_off": "yes", "wind": "3", "humidity": "50", "thunder": "no",
    "rain": "no",
}  # fmt: skip


def live(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, None, kind="live_work", areas="tee")
    return stages.received(cast, ticket)


def conditions(cast, of, **other):
    data = {"order": str(of.pk), "watcher": cast.id("zheng"), **GOOD, **other}
    cast.do("safety.record_live_conditions", data, by="he")


def test_live_work_is_permitted_by_its_conditions_alone(cast):
    ticket = live(cast)
    conditions(cast, ticket.order)
    assert stages.permit(cast, ticket).permitted_at is not None


def test_without_them_g9_holds_and_no_other(cast):
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, live(cast))
    assert {each.gate for each in held.value.missing} == {"G9"}


@pytest.mark.parametrize(
    "change",
    [{"reclosing_off": "unknown"}, {"humidity": "95"}, {"wind": "7"}, {"rain": "yes"}],
)
def test_bad_conditions_hold(cast, change):
    ticket = live(cast)
    conditions(cast, ticket.order, **change)
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, ticket)
    assert [each.what for each in held.value.missing] == ["evidence-failed"]
