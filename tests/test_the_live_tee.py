"""Playbook B: new high-voltage plant, its construction ticket, then the tee made live.

Two tickets, ordered against each other; every refusal on the way is asserted.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from greenlane.connections.models import Handover
from greenlane.core import guard
from greenlane.core.refusals import GateHeld, Refused
from greenlane.places.queries import states_now
from greenlane.safety.models import Ticket
from greenlane.work.models import Order
from tests import (
    endings,
    evidence,
    releases,
    stages,
    supply_stages,
    switching_stages,
)
from tests.live_work import conditions

AREAS = ("hv", "lv")


def held(deed: Any) -> set[str]:
    with pytest.raises(GateHeld) as refused:
        deed()
    return {each.what for each in refused.value.missing}


def surveyed(cast) -> Order:
    of = supply_stages.requested(cast, playbook="b-10kv-live-tee")
    supply_stages.verdict(cast, supply_stages.survey(cast, of, method="live"))
    return of


def issued(cast, of, **form) -> Ticket:
    told = {"order": str(of.pk), "scope": "-", "customer_owned": "no", **form}
    done = cast.do("safety.issue_ticket", told, by="sun")
    return Ticket.objects.get(pk=done.facts["ticket"])


def begun_until(of: Order, key: str) -> None:
    """What comes before this task in the playbook is done."""
    place = of.tasks.get(key=key).place
    with guard.lifted():
        of.tasks.filter(place__lt=place).update(finished_at=of.requested_at)


def works(cast, of, key, *, by, also=()) -> str:
    """Briefed, and at work on this task. The key of the stint."""
    begun_until(of, key)
    releases.brief(cast, of, by, *also)
    heads = [{"person": cast.id(name)} for name in also]
    task = str(of.tasks.get(key=key).pk)
    done = cast.do("work.start_field_work", {"task": task, "heads": heads}, by=by)
    return str(done.facts["stint"])


def proved(cast, of: Order) -> None:
    """High voltage by what its cable asks for; then both are accepted."""
    with pytest.raises(Refused, match="test-incomplete"):
        evidence.dead_test(cast, of, "hv")
    readings = [
        {"kind": "insulation_cable_10kv", "value": 2000, "unit_of_measure": "MΩ"},
        {"kind": "withstand_cable_10kv", "value": 2.5, "unit_of_measure": "U0"},
    ]
    data = {"area": "hv", "instrument": "Y-9", "readings": readings}
    evidence.close_area(cast, of, "hv")
    evidence.given(cast, "safety.record_test", of, data, by="qian")
    evidence.dead_test(cast, of, "lv")
    for area in AREAS:
        evidence.accept(cast, of, area)


def both_issued(cast, of: Order) -> tuple[Ticket, Ticket]:
    """The construction ticket, and the one for the tee that names it."""
    with pytest.raises(Refused, match="repair-form-for-new-work"):
        issued(cast, of, kind="repair", areas="hv", leader=cast.id("liu"))
    built = issued(
        cast, of, kind="hv_second", areas="hv lv", no_infeeds="yes",
        leader=cast.id("liu"),
    )  # fmt: skip
    live = issued(
        cast, of, kind="live_work", areas="tee", leader=cast.id("ma"),
        after=[{"ticket": str(built.pk)}],
    )  # fmt: skip
    return built, live


def test_the_construction_ticket_ends_before_the_tee(cast):
    of = surveyed(cast)
    built, live = both_issued(cast, of)
    assert held(lambda: stages.permit(cast, built)) >= {"ticket-not-received"}
    stages.received(cast, built)
    stages.permit(cast, built)
    stint = works(cast, of, "B10", by="zhou")
    stages.received(cast, live, leader="ma")
    assert held(lambda: stages.permit(cast, live)) == {
        "ticket-before-open",
        "at-work-beside-live-work",
        "evidence-missing",
    }
    conditions(cast, of)
    with pytest.raises(Refused, match="not-all-back"):
        endings.end(cast, built, heads=1, earths=0)
    cast.do("work.end_stint", {"stint": stint}, by="zhou")
    assert held(lambda: stages.permit(cast, live)) == {"ticket-before-open"}
    proved(cast, of)
    endings.end(cast, built, heads=2, earths=0)
    without_a_ticket(cast, of, live)
    again = issued(
        cast, of, kind="lv", areas="lv", no_infeeds="yes", leader=cast.id("liu")
    )
    stages.received(cast, again)
    assert held(lambda: stages.permit(cast, again)) == {"ticket-before-open"}
    tee = works(cast, of, "B20", by="xu")
    cast.do("work.end_stint", {"stint": tee}, by="xu")
    endings.end(cast, live, heads=2, earths=0, leader="ma")
    lit(cast, of)


def without_a_ticket(cast, of: Order, live: Ticket) -> None:
    """Nothing feeds new plant, so none is asked: its crew holds the tee too."""
    beside = works(cast, of, "B13", by="zhou")
    assert held(lambda: stages.permit(cast, live)) == {"at-work-beside-live-work"}
    cast.do("work.end_stint", {"stint": beside}, by="zhou")
    evidence.dead_test(cast, of, "lv")
    evidence.accept(cast, of, "lv")
    stages.permit(cast, live)
    assert held(lambda: works(cast, of, "B13", by="zhou")) == {"live-work-beside"}


def lit(cast, of: Order) -> None:
    """Tested and accepted before the tee; now the user's side, then step by step."""
    stages.told(cast, of)
    rows = [
        {"act": "energise", "name": "箱变", "area": "hv"},
        *supply_stages.rows(cast)[2:],
    ]
    steps = supply_stages.lay_out(cast, of, rows)
    supply_stages.ordered(cast, steps[0])
    stages.sign(cast, steps[0], "guard", by="gao")
    first = partial(supply_stages.try_to_close, cast, steps[0])
    assert held(first) >= {"evidence-missing", "no-switching-order"}
    row = switching_stages.for_steps(cast, steps[:1])  # high voltage goes by one
    assert held(first) == {"evidence-missing"}
    for area in AREAS:
        evidence.user_side_open(cast, of, area)
    first()
    cast.do("safety.end_switching", {"switching": str(row.pk)}, by="he")
    supply_stages.read(cast, steps[0])
    supply_stages.closed(cast, steps[1:])
    supply_stages.checked(cast, of)
    supply_stages.sheet(cast, of)
    assert held(lambda: supply_stages.hand_over(cast, of)) == {"evidence-missing"}
    figure = {"kind": "voltage_three_phase", "value": 0.5, "unit_of_measure": "%"}
    data = {
        "area": "hv", "authority": cast.id("gao"), "instrument": "M-3",
        "readings": [figure, *supply_stages.LIVE[1:]],
    }  # fmt: skip
    key = evidence.given(cast, "safety.record_live_check", of, data, by="qian")
    assert held(lambda: supply_stages.hand_over(cast, of)) == {"authority-unsigned"}
    signing = {"kind": "evidence", "id": key, "role": "authority"}
    cast.do("safety.sign", signing, by="gao")
    supply_stages.hand_over(cast, of)
    assert Handover.objects.get(order=of).received_by == cast.people["tang"]
    for block in (cast.block1, cast.block2):
        assert states_now([block])[block.pk] == supply_stages.FED
