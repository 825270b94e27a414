"""Cancel, merge, hold, a leader who falls ill: paper moves, what is safe stays safe."""

from __future__ import annotations

from typing import Any

import pytest

from greenlane.core.refusals import GateHeld, Refused
from greenlane.places.supply import states_of
from greenlane.safety.gates import g8_permit as g8
from greenlane.safety.gates import g12_all_back as g12
from greenlane.safety.models import EarthSet, Evidence, Ticket
from greenlane.safety.tests.stage import act, held
from greenlane.work.models import Order, Stint
from tests import endings, releases, stages, supply_stages
from tests.cast import Cast
from tests.handing import agree


@pytest.fixture
def at_work(cast: Cast) -> Ticket:
    """Liu's ticket is permitted, Zhou and Xu are at work under it."""
    verb, data, by = releases.work_isolated(cast)
    cast.do(verb, data, by=by)
    of = Order.objects.get()
    releases.brief(cast, of, "zhou", "xu")
    join = {"stint": str(Stint.objects.get().pk), "person": cast.id("xu")}
    cast.do("work.join_stint", join, by="xu")
    return Ticket.objects.get()


def cancel(cast: Cast, of: Order) -> None:
    cast.do("work.cancel_order", {"order": str(of.pk), "reason": "-"}, by="feng")


def go_home(cast: Cast) -> None:
    cast.do("work.end_stint", {"stint": str(Stint.objects.get().pk)}, by="zhou")


def merge(cast: Cast, of: Order, into: Order) -> None:
    data = {"order": str(of.pk), "into": str(into.pk)}
    cast.do("work.merge_orders", data, by="zhao")


def test_nobody_cancels_over_the_heads_of_people_at_work(
    cast: Cast, at_work: Ticket
) -> None:
    with pytest.raises(Refused, match="stint-open"):
        cancel(cast, at_work.order)
    assert Stint.objects.get().ended_at is None


def test_a_cancelled_order_keeps_its_ticket_and_earths_until_they_are_back(
    cast: Cast, at_work: Ticket
) -> None:
    of, earth = at_work.order, EarthSet.objects.get()
    neighbour = stages.shared_pole(cast, unit=cast.foreign)
    go_home(cast)
    cancel(cast, of)
    closing = act(neighbour, "energise", at_work.isolation)
    assert {"ticket-open", "earth-still-on"} <= set(held(g12, closing))
    verb, data, by = "work.start_field_work", {"task": _task(of), "heads": []}, "zhou"
    with pytest.raises(GateHeld) as refused:
        cast.do(verb, data, by=by)
    assert "order-ended" in {each.what for each in refused.value.missing}
    with pytest.raises(GateHeld):  # nor does a cancelled order give its earths back
        endings.unearth(cast, earth)
    cast.do("work.reopen_order", {"order": str(of.pk)}, by="feng")
    endings.unearth(cast, earth)
    endings.end(cast, at_work, heads=3, earths=1)
    assert held(g12, closing) == []


def test_a_cancelled_order_with_volts_on_stays_live_and_can_be_switched_off(
    cast: Cast,
) -> None:
    of = supply_stages.live(cast)
    points = list(of.points.all()) or [cast.block1, cast.block2]
    cancel(cast, of)
    assert set(states_of(points).values()) == {supply_stages.FED}
    cast.do("connections.switch_off", {"order": str(of.pk)}, by="zhou")
    assert set(states_of(points).values()) == {"dark"}


def test_what_was_permitted_is_no_duplicate_and_is_not_merged_away(
    cast: Cast, at_work: Ticket
) -> None:
    kept = stages.order(cast, "BY-2")
    with pytest.raises(Refused, match="stint-open"):
        merge(cast, at_work.order, kept)
    go_home(cast)
    with pytest.raises(Refused, match="order-has-releases"):
        merge(cast, at_work.order, kept)
    merge(cast, kept, at_work.order)  # the other way round nothing is lost
    assert at_work.order.ends.count() == 0


def test_a_hold_touches_nobody_at_work_and_lets_nobody_in(
    cast: Cast, at_work: Ticket
) -> None:
    of = at_work.order
    hold = {"order": str(of.pk), "reason": "等待指挥部决定"}
    cast.do("work.hold_order", hold, by="wang")
    assert Stint.objects.get().ended_at is None
    assert not at_work.breaks.exists()
    go_home(cast)
    with pytest.raises(Refused, match="order-held"):
        cast.do("work.start_field_work", {"task": _task(of), "heads": []}, by="zhou")
    cast.do("work.resume_order", {"order": str(of.pk)}, by="wang")
    cast.do("work.start_field_work", {"task": _task(of), "heads": []}, by="zhou")


def test_while_an_order_rests_nobody_is_permitted_and_nothing_new_is_switched_in(
    cast: Cast,
) -> None:
    ticket = stages.ready(cast, stages.order(cast, "BY-9"))
    cast.do(
        "work.hold_order", {"order": str(ticket.order_id), "reason": "-"}, by="wang"
    )
    with pytest.raises(Refused, match="order-held"):
        stages.permit(cast, ticket)


def test_the_neighbours_get_their_supply_back_while_an_order_rests(cast: Cast) -> None:
    source, step, *_later = supply_stages.ready(cast)
    hold = {"order": str(step.order_id), "reason": "-"}
    cast.do("work.hold_order", hold, by="wang")
    supply_stages.closed(cast, [source])
    with pytest.raises(Refused, match="order-held"):
        supply_stages.close(cast, step)


def test_a_leader_falls_ill_with_an_open_ticket_and_a_crew_at_work(
    cast: Cast, at_work: Ticket
) -> None:
    of, stint = at_work.order, Stint.objects.get()
    for name in ("liu", "zhou"):  # the ticket's leader, and the one of the stint
        cast.do("workforce.report_unfit", {"person": cast.id(name)}, by="xu")
    going_in = act(of, "stint", also=frozenset({"stint_isolated"}))
    assert held(g8, going_in) == ["person-unfit"]
    new = {"stint": str(stint.pk), "leader": cast.id("xu")}
    cast.do("work.replace_stint_leader", new, by="zhao")
    stint.refresh_from_db()
    assert (stint.leader, stint.ended_at) == (cast.people["xu"], None)
    with pytest.raises(GateHeld) as crew_is_in:
        agree(cast, at_work, "ma")
    assert {each.what for each in crew_is_in.value.missing} == {"people-still-in"}
    cast.do("work.end_stint", {"stint": str(stint.pk)}, by="xu")
    agree(cast, at_work, "ma")
    assert at_work.breaks.get().cause == "leader-changed"
    with pytest.raises(GateHeld) as refused:
        _resume(cast, at_work)
    codes = {each.what for each in refused.value.missing}
    assert codes == {
        "ticket-not-received",
        "leader-unsigned",
        "proved-before-the-break",
    }
    cast.do("safety.prove_dead", stages.proof(at_work.isolation), by="he")
    at_work.refresh_from_db()
    stages.received(cast, at_work, leader="ma")
    _resume(cast, at_work)
    assert not at_work.breaks.filter(resumed_at=None).exists()
    assert Evidence.objects.filter(order=of, kind="proved_dead").count() == 2


def test_an_urgent_order_opens_no_gate(cast: Cast) -> None:
    verb, data, by = releases.permit(cast)
    of = Order.objects.get()
    rush = {"order": str(of.pk), "priority": 1, "reason": "县长来电"}
    cast.do("work.reprioritise", rush, by="feng")
    cast.do("safety.withdraw_evidence", {"evidence": _proof(of)}, by="zhou")
    with pytest.raises(GateHeld) as refused:
        cast.do(verb, data, by=by)
    assert {each.gate for each in refused.value.missing} == {"G6"}


def test_a_corrected_time_keeps_the_old_row_and_starts_nothing(
    cast: Cast, at_work: Ticket
) -> None:
    go_home(cast)
    old = Stint.objects.get()
    assert old.ended_at
    began = (old.ended_at + (old.happened_at - old.ended_at) / 2).isoformat()
    told = {"kind": "stint", "interval": str(old.pk), "reason": "抄错"}
    times = {"began_at": began, "ended_at": old.ended_at.isoformat()}
    cast.do("work.correct_time", {**told, **times}, by="zhao")
    new = Stint.objects.get(corrects=old)
    assert (new.clearance, new.started_at) == (None, None)
    assert Stint.objects.get(pk=old.pk).happened_at == old.happened_at


def _task(of: Order) -> str:
    return str(of.tasks.get(key="T2").pk)


def _proof(of: Order) -> str:
    return str(Evidence.objects.get(order=of, kind="proved_dead").pk)


def _resume(cast: Cast, ticket: Ticket) -> Any:
    return cast.do("safety.resume_ticket", {"ticket": str(ticket.pk)}, by="li")
