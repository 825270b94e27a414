"""G9 asks of a watcher what is asked of a leader: there, fit, rested, certified."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.refusals import GateHeld
from greenlane.places.models import Site
from greenlane.safety.tests.stage import stint
from greenlane.safety.tests.test_resume_ticket import resume
from greenlane.work.models import Head, Stint
from greenlane.workforce.models import Certificate, Person
from tests import releases, stages
from tests.live_work import conditions, live


def out(cast, who, *, by=None, **more):
    data = {"site": str(cast.site.pk), "person": cast.id(who)}
    cast.do("workforce.check_out", data, by=by or "liu", **more)


def come(cast, who, site=None):
    data = {"site": str((site or cast.site).pk), "person": cast.id(who)}
    cast.do("workforce.check_in", data, by="liu")


def other_site(cast):
    with guard.lifted():
        return Site.objects.create(
            unit=cast.unit, code="else", name_zh="别处", name_en="Elsewhere"
        )


UNABLE = {
    "unfit": "watcher-unfit",
    "checked out": "watcher-away",
    "checked in elsewhere": "watcher-away",
    "left the county": "watcher-away",
    "certificate revoked": "watcher-uncertified",
    "certificate expired": "watcher-uncertified",
    "tired": "person-must-rest",
}


def becomes(cast, how):
    """What may happen to Gao Feng while he watches."""
    mine = Certificate.objects.filter(person=cast.people["gao"])
    if how == "unfit":
        cast.do("workforce.report_unfit", {"person": cast.id("gao")}, by="tang")
    elif how == "checked out":
        out(cast, "gao")
    elif how == "checked in elsewhere":
        come(cast, "gao", other_site(cast))
    elif how == "certificate revoked":
        data = {"certificate": str(mine.get().pk)}
        cast.do("workforce.revoke_certificate", data, by="zheng")
    with guard.lifted():
        if how == "left the county":
            Person.objects.filter(pk=cast.id("gao")).update(left_at=clock.now())
        elif how == "certificate expired":
            mine.update(expires_at=clock.now())
        elif how == "tired":
            begun = stint(cast, stages.order(cast, "BY-9"), "T1", leader="gao")
            long = clock.now() - timedelta(hours=17)
            Stint.objects.filter(pk=begun.pk).update(happened_at=long)
            Head.objects.filter(stint=begun).update(joined_at=long)


@pytest.mark.parametrize("how", UNABLE)
@pytest.mark.parametrize("act", ["permit", "go in", "go on"])
def test_who_cannot_watch_any_more_holds_live_work(cast, how, act):
    ticket = live(cast)
    come(cast, "gao")
    conditions(cast, ticket.order, watcher=cast.id("gao"))
    releases.brief(cast, ticket.order, "xu")
    if act != "permit":
        stages.permit(cast, ticket)
    if act == "go on":
        data = {"ticket": str(ticket.pk), "cause": "weather"}
        cast.do("safety.interrupt_ticket", data, by="liu")
    becomes(cast, how)
    with pytest.raises(GateHeld) as held:
        tried(cast, ticket, act)
    said = {(each.gate, each.what) for each in held.value.missing}
    assert ("G9", UNABLE[how]) in said
    steps = {x.next_step for x in held.value.missing if x.what == UNABLE[how]}
    assert "safety.record_live_conditions" in steps
    # Another one is named, and it goes on.
    conditions(cast, ticket.order, watcher=cast.id("zheng"))
    tried(cast, ticket, act)


def tried(cast, ticket, act):
    if act == "permit":
        stages.permit(cast, ticket)
    elif act == "go on":
        resume(cast, ticket)
    else:
        begin = {"task": str(ticket.order.tasks.get(key="T3").pk), "heads": []}
        cast.do("work.start_field_work", begin, by="xu")


def test_who_comes_back_signs_again_beside_the_work(cast):
    ticket = live(cast)
    come(cast, "gao")
    conditions(cast, ticket.order, watcher=cast.id("gao"))
    out(cast, "gao")
    come(cast, "gao")
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, ticket)
    assert {each.what for each in held.value.missing} == {"watcher-away"}
    conditions(cast, ticket.order, watcher=cast.id("gao"))
    assert stages.permit(cast, ticket).permitted_at is not None


def test_a_stay_from_before_he_signed_says_nothing(cast):
    ticket = live(cast)
    come(cast, "gao")
    out(cast, "gao")
    conditions(cast, ticket.order, watcher=cast.id("gao"))
    assert stages.permit(cast, ticket).permitted_at is not None


def test_a_volunteer_watches_nobody(cast):
    ticket = live(cast)
    conditions(cast, ticket.order, watcher=cast.id("gao"))
    with guard.lifted():
        Person.objects.filter(pk=cast.id("gao")).update(pool="volunteer")
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, ticket)
    assert {each.what for each in held.value.missing} == {"watcher-uncertified"}
