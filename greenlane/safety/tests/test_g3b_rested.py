"""G3b: past the hours of duty nobody begins, leads, permits or switches; he rests."""

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.models import PackVersion
from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.tests.stage import stint
from greenlane.work import rest
from tests import releases, stages


def worked(cast, who, hours, *, ago=0):
    """Somebody has been at work for so many hours, until so many hours ago."""
    of = stages.order(cast, f"BY-{who}{ago}")
    row = stint(cast, of, leader=who)
    with guard.lifted():
        end = clock.now() - timedelta(hours=ago)
        row.heads.update(joined_at=end - timedelta(hours=hours), left_at=end)
    return row


def must_rest(deed):
    with pytest.raises(Refused) as refused:
        deed()
    return {
        (each.holder.partition(":")[2], each.facts["until"])
        for each in refused.value.missing
        if each.what == "person-must-rest"
    }


def who(cast, *names):
    return {cast.id(name) for name in names}


SCENES = {
    releases.build: "zhou",
    releases.work_isolated: "liu",  # he leads the ticket that they work under
    releases.join: "zhou",  # and so nobody joins him
    releases.permit: "li",
    releases.resume: "liu",
    releases.change_leader: "ma",
    releases.extend: "liu",
    releases.isolate: "gao",
    releases.earth: "he",
    releases.remove_earth: "gao",
    releases.unlock: "he",
    releases.energise: "he",
    releases.looked_at_by_hand: "gao",
}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_whoever_is_past_the_limit_releases_nothing(cast, scene):
    name = SCENES[scene]
    verb, data, by = scene(cast)
    with releases.undone():
        cast.do(verb, data, by=by)
    row = worked(cast, name, 16)
    assert {key for key, _until in must_rest(lambda: cast.do(verb, data, by=by))} == (
        who(cast, name)
    )
    with guard.lifted():  # nine hours later he is free
        ended = clock.now() - timedelta(hours=9)
        row.heads.update(joined_at=ended - timedelta(hours=16), left_at=ended)
    cast.do(verb, data, by=by)


def test_the_refusal_says_until_when(cast):
    verb, data, by = releases.permit(cast)
    worked(cast, "li", 16, ago=2)
    [(_key, until)] = must_rest(lambda: cast.do(verb, data, by=by))
    zone = timedelta(hours=8)
    wanted = clock.now() + timedelta(hours=6)
    assert until == (wanted + zone).strftime("%m-%d %H:%M")


def test_he_is_not_assigned_and_begins_no_desk_work(cast):
    of = stages.order(cast)
    worked(cast, "zhou", 16)
    task = str(of.tasks.get(key="T1").pk)
    give = {"task": task, "person": cast.id("zhou"), "role": "crew"}
    assert must_rest(lambda: cast.do("work.assign", give, by="zhao"))
    with guard.lifted():
        of.tasks.filter(key="T1").update(skill="all", stage="prepare", areas="")
    begin = {"task": task, "heads": []}
    assert must_rest(lambda: cast.do("work.start_desk_work", begin, by="zhou"))


def test_stopping_and_going_home_are_always_possible(cast):
    verb, data, by = releases.work_isolated(cast)
    begun = cast.do(verb, data, by=by)
    ticket = stages.Ticket.objects.get()
    with guard.lifted():
        began = clock.now() - timedelta(hours=20)
        ticket.order.tasks.get(key="T2").stints.get().heads.update(joined_at=began)
    cast.do("work.stop_work", {"order": str(ticket.order_id), "reason": "-"}, by=by)
    pause = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", pause, by=by)
    cast.do("work.end_stint", {"stint": str(begun.facts["stint"])}, by=by)
    cast.do("workforce.report_unfit", {"person": cast.id("zhou")}, by=by)


def test_without_its_figures_the_gate_stays_shut(cast, monkeypatch):
    verb, data, by = releases.permit(cast)

    def broken(*_args):
        raise KeyError("people.duty.max")

    monkeypatch.setattr(rest, "figure", broken)
    rest._limits.cache_clear()
    with pytest.raises(GateHeld) as held:
        cast.do(verb, data, by=by)
    assert ("G3b", "error") in {(x.gate, x.what) for x in held.value.missing}
    rest._limits.cache_clear()


def test_an_older_pack_without_the_figures_takes_the_shipped(cast):
    pack = PackVersion.objects.get()
    assert rest.limits_of(pack) == rest.limits_of(None)
    assert rest.limits_of(pack).most == timedelta(hours=16)
