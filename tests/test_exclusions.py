"""Two roles that exclude each other: every pair of the table is tried, and refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from greenlane.core import clock, guard
from greenlane.core.models import Grant
from greenlane.core.refusals import Refused
from greenlane.safety.exclusions import APART
from greenlane.safety.tests.stage import stint
from greenlane.work.models import Order
from greenlane.workforce.models import Certificate
from tests import evidence, releases, stages, supply_stages
from tests.cast import Cast
from tests.live_work import GOOD, live, record

Deed = Callable[[], Any]


def able(cast: Cast, who: str, role: str, skill: str) -> str:
    """Somebody who holds this role too, with everything that it asks for."""
    unit = cast.unit
    with guard.lifted():
        Grant.objects.create(
            account=cast.accounts[who], unit=unit, role=role, granted_at=clock.now()
        )
        Certificate.objects.create(
            unit=unit, person=cast.people[who], skill=skill, number=f"{who}+{skill}",
            issued_at=clock.wall() - timedelta(days=1),
            expires_at=clock.wall() + timedelta(days=1),
        )  # fmt: skip
    return who


def codes(deed: Deed) -> set[str]:
    with pytest.raises(Refused) as refused:
        deed()
    lacks = {each.what for each in refused.value.missing}
    return lacks or {refused.value.code}


def issuer_leader(cast: Cast) -> Deed:
    of = stages.order(cast)
    section = stages.section(cast, of)
    return lambda: stages.issue(cast, of, section, leader=cast.id("sun"))


def issuer_permitter(cast: Cast) -> Deed:
    ticket = stages.ready(cast, stages.order(cast))
    return lambda: stages.permit(
        cast, ticket, by=able(cast, "sun", "permitter", "permit")
    )


def leader_permitter(cast: Cast) -> Deed:
    ticket = stages.ready(cast, stages.order(cast))
    return lambda: stages.permit(
        cast, ticket, by=able(cast, "liu", "permitter", "permit")
    )


def watched_by(cast: Cast, who: str) -> Any:
    """A ticket for live work whose conditions name this watcher."""
    ticket = live(cast)
    data = {"order": str(ticket.order_id), "watcher": cast.id(who), **GOOD}
    by = "he" if who != "he" else "gao"  # nobody names himself
    record(cast, data, by=by)
    return ticket


def watcher_leader(cast: Cast) -> Deed:
    ticket = watched_by(cast, "liu")
    return lambda: stages.permit(cast, ticket)


def watcher_permitter(cast: Cast) -> Deed:
    ticket = watched_by(cast, "li")
    return lambda: stages.permit(cast, ticket)


def watcher_crew(cast: Cast) -> Deed:
    ticket = stages.permit(cast, watched_by(cast, "xu"))
    verb, data, by = releases.begin(cast, ticket.order, "T3", by="xu")
    return lambda: cast.do(verb, data, by=by)


def _earths_elsewhere(cast: Cast, watcher: str) -> Deed:
    """Live work goes on; its watcher earths a section of another site meanwhile."""
    far = stages.shared_pole(cast)
    with guard.lifted():
        far.isolations.all().delete()
    section = stages.dead(cast, far)
    stages.permit(cast, watched_by(cast, watcher))
    return lambda: stages.earth(cast, section)


def watcher_operator(cast: Cast) -> Deed:
    return _earths_elsewhere(cast, "he")


def watcher_guard(cast: Cast) -> Deed:
    return _earths_elsewhere(cast, "gao")


def operator_guard(cast: Cast) -> Deed:
    verb, data, by = releases.isolate(cast)
    return lambda: cast.do(verb, {**data, "guarded_by": cast.id("he")}, by=by)


def _ordered(cast: Cast) -> str:
    of = stages.order(cast)
    infeed = stages.section(cast, of).infeeds.get()
    data = {
        "order": str(of.pk), "act": "isolate", "target": str(infeed.pk), "text": "拉开",
    }  # fmt: skip
    done = cast.do("safety.give_instruction", data, by="zhao")
    return str(done.facts["instruction"])


def dispatcher_operator(cast: Cast) -> Deed:
    data = {"instruction": _ordered(cast), "text": "拉开"}
    able(cast, "zhao", "switching", "joint")
    return lambda: cast.do("safety.read_back", data, by="zhao")


def dispatcher_guard(cast: Cast) -> Deed:
    data = {"kind": "instruction", "id": _ordered(cast), "role": "guard"}
    return lambda: cast.do("safety.sign", data, by="zhao")


def _accepts(cast: Cast, of: Order, who: str) -> Deed:
    data = {"area": "src", "checks": [{"what": "-", "ok": "yes"}]}
    able(cast, who, "inspector", "inspect")
    return lambda: evidence.given(cast, "safety.accept_works", of, data, by=who)


def inspector_leader(cast: Cast) -> Deed:
    return _accepts(cast, stages.permitted(cast, stages.order(cast)).order, "liu")


def inspector_crew(cast: Cast) -> Deed:
    of = stages.order(cast)
    worked = stint(cast, of)
    with guard.lifted():
        worked.heads.update(person=cast.people["xu"])
    return _accepts(cast, of, "xu")


def inspector_engineer(cast: Cast) -> Deed:
    step = supply_stages.ready(cast)[0]
    able(cast, "chen", "inspector", "inspect")
    data = {"area": step.area, "checks": [{"what": "-", "ok": "yes"}]}
    evidence.given(cast, "safety.accept_works", step.order, data, by="chen")
    return lambda: supply_stages.try_to_close(cast, step)


def site_electrician_operator(cast: Cast) -> Deed:
    step = supply_stages.ready(cast)[0]
    data = {"step": str(step.pk), "guard": cast.id("gao")}
    able(cast, "tang", "switching", "switch")
    return lambda: cast.do("connections.energise_step", data, by="tang")


def site_electrician_guard(cast: Cast) -> Deed:
    step = supply_stages.ready(cast)[0]
    data = {"step": str(step.pk), "guard": cast.id("tang")}
    return lambda: cast.do("connections.energise_step", data, by="he")


def site_electrician_inspector(cast: Cast) -> Deed:
    """He proves his own side to himself: that is no proof, and the gate says so."""
    step = supply_stages.ready(cast)[0]
    able(cast, "tang", "inspector", "inspect")
    data = {
        "area": step.area, "electrician": cast.id("tang"), "warned": "yes",
        "points": [{"what": "-", "open": "yes"}],
    }  # fmt: skip
    evidence.given(cast, "safety.prove_user_side_open", step.order, data, by="tang")
    return lambda: supply_stages.try_to_close(cast, step)


def named(pair: tuple[str, str]) -> Callable[[Cast], Deed]:
    scene = globals().get("_".join(pair))
    assert scene is not None, "a pair of the table is tried here, or it is only words"
    return scene  # type: ignore[no-any-return]


@pytest.mark.parametrize("pair", sorted(APART), ids="-".join)
def test_nobody_holds_both(cast: Cast, pair: tuple[str, str]) -> None:
    deed = named(pair)(cast)
    assert codes(deed) & APART[pair]


def test_whoever_accepted_and_worked_afterwards_opens_no_gate(cast: Cast) -> None:
    step = supply_stages.ready(cast)[0]
    with guard.lifted():
        worked = stint(cast, step.order, step.order.tasks.order_by("place")[0].key)
        worked.heads.update(person=cast.people["wu"])
        step.order.evidence.filter(kind="acceptance").update(recorded_at=clock.now())
    assert "accepted-by-the-crew" in codes(
        lambda: supply_stages.try_to_close(cast, step)
    )


def test_a_leader_does_not_leave_his_crew(cast: Cast) -> None:
    stages.permitted(cast, stages.order(cast))
    far = stages.shared_pole(cast)
    stages.surveyed(cast, far)
    verb, data, by = releases.begin(cast, far, "T1", by="liu")
    assert "leader-leaves" in codes(lambda: cast.do(verb, data, by=by))


def test_a_watcher_who_works_cannot_be_counted_on(cast: Cast) -> None:
    far = stages.shared_pole(cast)
    stages.surveyed(cast, far)
    verb, data, by = releases.begin(cast, far, "T1", by="xu")
    cast.do(verb, data, by=by)
    ticket = watched_by(cast, "xu")
    assert codes(lambda: stages.permit(cast, ticket)) == {
        "watcher-at-work", "watcher-works",
    }  # fmt: skip


def test_whoever_watches_work_that_rests_is_free(cast: Cast) -> None:
    ticket = stages.permit(cast, watched_by(cast, "xu"))
    pause = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", pause, by="liu")
    far = stages.shared_pole(cast)
    stages.surveyed(cast, far)
    verb, data, by = releases.begin(cast, far, "T1", by="xu")
    cast.do(verb, data, by=by)


def test_also_where_somebody_only_looks(cast: Cast) -> None:
    """A step by hand that opens nothing: who guards it is no other for that."""
    verb, data, by = releases.looked_at_by_hand(cast)
    evidence.user_side_open(cast, Order.objects.get(), "src")
    asked = {**data, "guard": cast.id("tang")}
    assert "site-electrician-operates" in codes(lambda: cast.do(verb, asked, by=by))
    cast.do(verb, data, by=by)
