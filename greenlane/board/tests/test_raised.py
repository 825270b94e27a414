"""A report of what the world did stands on every surface, until somebody reviews it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.board.tests.looking import look, text
from greenlane.core import clock, guard
from greenlane.notices.models import Alarm
from greenlane.notices.tests.stage import watched
from greenlane.safety.models import Evidence, Occurrence
from tests import stages

SAID = "14:02 值班调度电话令送电"
BY = "王调度"


def permitted(cast):
    return stages.permitted(cast, stages.order(cast))


def report(cast, of, *, by="zhou", **how):
    data = {
        "order": str(of.pk), "told_by": BY, "state": "grid_temporary", "what": SAID,
    }  # fmt: skip
    done = cast.do("safety.report_energised", data, by=by, **how)
    return Occurrence.objects.get(pk=done.facts["occurrence"])


def surfaces(ticket):
    order = f"/orders/{ticket.order.number}"
    return {
        "list": "/",
        "board": "/board",
        "my work": "/mine",
        "signatures": "/signatures",
        "stops": "/stops",
        "order": order,
        "ticket": f"{order}/tickets/{ticket.pk}/print",
        "permits": "/permits/print",
        "form": f"{order}/add-note",
        "open page": "/waiting",  # what every open page fetches after each fact
    }


SURFACES = ("list", "board", "my work", "signatures", "stops", "order", "ticket",
            "permits", "form", "open page")  # fmt: skip


@pytest.mark.parametrize("surface", SURFACES)
def test_what_was_reported_live_stands_there_until_it_is_reviewed(cast, surface):
    ticket = permitted(cast)
    path = surfaces(ticket)[surface]
    assert SAID not in text(cast, path, by="liu")
    row = report(cast, ticket.order)
    page = text(cast, path, by="liu", language="zh-hans")
    assert SAID in page
    assert BY in page
    told = {"occurrence": str(row.pk), "review": "已核实"}
    cast.do("safety.review_occurrence", told, by="zheng")
    if surface != "order":  # its journal remembers
        assert SAID not in text(cast, path, by="liu")


@pytest.mark.parametrize("verb", ["work.stop_work", "work.report_hazard"])
def test_a_stop_and_a_hazard_stand_there_too(cast, verb):
    ticket = permitted(cast)
    told = {"order": str(ticket.order.pk), "reason": "孩子在围栏里"}
    cast.do(verb, told, by="zhou")
    for surface, path in surfaces(ticket).items():
        assert "孩子在围栏里" in text(cast, path, by="liu"), surface


def test_a_reading_that_is_taken_back_stands_there_with_its_permit(cast):
    ticket = permitted(cast)
    dead = Evidence.objects.get(kind="proved_dead")
    told = {"evidence": str(dead.pk), "reason": "验电器没电"}
    cast.do("safety.withdraw_evidence", told, by="he")
    for surface, path in surfaces(ticket).items():
        page = text(cast, path, by="liu")
        assert f"Permit rests, people have to be out: {ticket.number}" in page, surface


def test_both_times_are_said_where_it_was_told_later(cast):
    ticket = permitted(cast)
    happened = clock.now() - timedelta(hours=3)
    row = report(cast, ticket.order, at=happened)
    assert (row.at, row.time_source) == (happened, "declared")
    page = text(cast, "/mine", by="liu")
    assert "recorded" in page
    assert "(recorded " in text(cast, surfaces(ticket)["ticket"], by="liu")
    assert "recorded" in text(cast, surfaces(ticket)["order"], by="liu")


def test_a_permit_of_another_unit_on_the_same_pole_rests_and_its_unit_is_told(cast):
    mine = permitted(cast)
    other = stages.shared_pole(cast, unit=cast.foreign)
    assert text(cast, "/mine", by="stranger").count("data-raised") == 1
    report(cast, mine.order)
    page = text(cast, f"/orders/{other.number}", by="stranger")
    assert SAID in page, "it holds their order too"
    assert SAID not in text(cast, "/mine", by="stranger")


def test_no_alarm_of_a_foreign_unit_is_shown(cast):
    ticket = permitted(cast)
    report(cast, ticket.order)
    for path in ("/", "/mine", "/stops", "/waiting", "/permits/print"):
        assert SAID not in text(cast, path, by="stranger"), path


def test_the_newest_come_first_and_the_rest_are_counted(cast):
    ticket = permitted(cast)
    for number in range(5):
        told = {"order": str(ticket.order.pk), "reason": f"隐患{number}"}
        cast.do("work.report_hazard", told, by="zhou")
    strip = (
        text(cast, "/mine", by="liu").split("data-raised", 1)[1].split("</section>")[0]
    )
    assert "隐患4" in strip
    assert "隐患1" not in strip
    assert "2 more" in strip


def test_a_pause_of_the_crew_alarms_nobody(cast):
    ticket = permitted(cast)
    told = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", told, by="liu")
    assert "Permit rests" not in text(cast, "/mine", by="liu")


def test_an_old_pause_of_the_ticket_hides_no_alarm(cast):
    ticket = permitted(cast)
    told = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", told, by="liu")
    with guard.lifted():
        ticket.breaks.update(resumed_at=clock.now())
    report(cast, ticket.order)
    page = text(cast, "/mine", by="liu")
    assert f"Permit rests, people have to be out: {ticket.number}" in page
    assert f"Permit rests, people have to be out: {ticket.number}" in text(
        cast, "/stops"
    )


def test_a_revoked_permit_alarms_until_its_leader_knows(cast):
    ticket = permitted(cast)
    cast.do(
        "safety.revoke_ticket", {"ticket": str(ticket.pk), "why": "风暴"}, by="wang"
    )
    said = f"Permit revoked, people have to be out: {ticket.number} (风暴)"
    assert said in text(cast, "/mine", by="liu")
    told = {"ticket": str(ticket.pk), "people_out": "yes"}
    cast.do("safety.acknowledge_revocation", told, by="liu")
    assert said not in text(cast, "/mine", by="liu")


def test_whoever_is_not_logged_in_is_shown_no_alarm(cast, client):
    report(cast, permitted(cast).order)
    assert SAID not in client.get("/login").content.decode()
    assert look(cast, "/waiting", by="liu").status_code == 200


def test_what_was_acknowledged_hides_no_stop_that_nobody_has_seen(cast):
    order = stages.order(cast)
    for n in range(3):
        told = {"order": str(order.pk), "told_by": "x", "what": f"report {n}"}
        cast.do("safety.report_accident", told, by="zhou")
    watched()
    for row in Alarm.objects.filter(sort="occurrence"):
        cast.do("notices.acknowledge_alarm", {"alarm": str(row.pk)}, by="wang")
    told = {"order": str(order.pk), "reason": "smell of gas"}
    cast.do("work.stop_work", told, by="zhou")
    watched()
    assert "smell of gas" in text(cast, "/signatures", by="liu")
