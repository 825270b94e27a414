"""Safety in figures: what gates held and how long, what was told; nobody is ranked."""

from __future__ import annotations

import io
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from greenlane.board.asked import asked_of
from greenlane.board.sheets import pdf
from greenlane.board.sheets.statistics import statistics_sheet
from greenlane.board.tests.looking import look, text
from greenlane.core import clock, guard
from greenlane.core.models import Refusal
from greenlane.core.refusals import GateHeld
from greenlane.safety.statistics import Period, figures
from greenlane.work.models import Clearance
from tests import stages

WHAT = "梯子滑了一下"


def refused_then_permitted(cast):
    """The leader has not signed; then he has, and the work is permitted."""
    of = stages.order(cast)
    ticket = stages.issue(cast, of, stages.earthed(cast, of))
    cast.do("safety.receive_ticket", {"ticket": str(ticket.pk)}, by="liu")
    with pytest.raises(GateHeld):
        stages.permit(cast, ticket)
    stages.sign(cast, ticket, "leader", by="liu")
    return stages.permit(cast, ticket)


def told(cast, unit=None, by="wang"):
    now = clock.now()
    period = Period(now - timedelta(days=1), now + timedelta(days=1))
    return figures(cast.actor(by), unit or cast.unit, period)


def test_a_refusal_is_counted_by_its_gate_and_measured_until_the_release(cast):
    refused_then_permitted(cast)
    with guard.lifted():
        Refusal.objects.update(at=clock.now() - timedelta(minutes=30))
    found = told(cast)
    assert found.attempts == 1
    assert found.by_act == {"permit": 1}
    assert found.by_gate == {"G3": 1}
    lengths = found.held["G3"]
    assert lengths.open == 0
    assert timedelta(minutes=29) < lengths.longest < timedelta(minutes=31)


def test_what_was_never_released_is_not_called_short(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, stages.earthed(cast, of))
    for _again in range(2):
        with pytest.raises(GateHeld):
            stages.permit(cast, ticket)
    found = told(cast)
    assert set(found.by_gate.values()) == {2}
    assert all((each.ended, each.open) == ((), 1) for each in found.held.values())


def test_held_twice_and_released_twice_are_two_lengths(cast):
    ticket = refused_then_permitted(cast)
    first = Refusal.objects.get()
    given = Clearance.objects.get(pk=ticket.pk)
    now = clock.now()
    with guard.lifted():
        Refusal.objects.update(at=now - timedelta(hours=9))
        Clearance.objects.filter(pk=ticket.pk).update(given_at=now - timedelta(hours=8))
        Clearance.objects.create(
            unit=given.unit, kind="permit", order=given.order, given_by=given.given_by,
            given_at=now - timedelta(hours=1),
        )  # fmt: skip
        Refusal.objects.create(
            unit=first.unit, command=first.command, command_id=first.command_id,
            code=first.code, facts=first.facts, at=now - timedelta(hours=4),
            wall_at=first.wall_at,
        )  # fmt: skip
    assert sorted(told(cast).held["G3"].ended) == [
        timedelta(hours=1), timedelta(hours=3),
    ]  # fmt: skip


def test_reports_reviews_stops_and_near_misses_are_counted(cast):
    ticket = refused_then_permitted(cast)
    order = {"order": str(ticket.order.pk)}
    cast.do("safety.report_near_miss", {**order, "what": WHAT}, by="zhou")
    report = {**order, "told_by": "门卫", "what": "灯亮了", "state": "dual"}
    row = cast.do("safety.report_energised", report, by="zhou").facts["occurrence"]
    cast.do("work.stop_work", {**order, "reason": "-"}, by="zhou")
    found = told(cast)
    assert found.near_misses == 1
    assert (found.occurrences, found.reviewed.open) == ({"energised": 1}, 1)
    assert (found.stops, found.stopped.open) == ({"stop": 1}, 1)
    assert found.exceptions == {"permit-rested": 1}
    review = {"occurrence": row, "review": "-"}
    cast.do("safety.review_occurrence", review, by="zheng")
    assert told(cast).reviewed.open == 0


def test_one_address_says_it_on_a_page_on_paper_and_in_a_table(cast):
    ticket = refused_then_permitted(cast)
    order = {"order": str(ticket.order.pk)}
    cast.do("safety.report_near_miss", {**order, "what": WHAT}, by="zhou")
    for language, title in (("en", "Refusals by gate"), ("zh-hans", "各关口的拒绝")):
        page = text(cast, "/safety", language=language)
        assert title in page
        assert WHAT in page
        assert "刘海波" not in page
        assert "Liu Haibo" not in page
    # The unit's own day: after four in the afternoon it is not that of Greenwich.
    day = f"{clock.now().astimezone(ZoneInfo(cast.unit.timezone)):%Y-%m-%d}"
    asked = f"?unit=BY&from=2020-01-01&to={day}"
    page = text(cast, f"/safety{asked}")
    assert 'value="2020-01-01"' not in page, "a year at the most"
    assert WHAT in text(cast, f"/safety/print{asked}")
    found = look(cast, f"/safety/figures.csv{asked}").content.decode("utf-8-sig")
    assert WHAT in found
    book = load_workbook(io.BytesIO(look(cast, f"/safety/figures.xlsx{asked}").content))
    assert any(WHAT in str(cell.value) for row in book.active for cell in row)
    if pdf.can_be_set():
        made = look(cast, f"/safety/print.pdf{asked}")
        assert made["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("asked", ["unit=QS", "from=x&to=%00", "from=9999-12-31",
                                   "from=2022-02-30", "to=0001-01-01"])  # fmt: skip
def test_what_is_asked_wrongly_is_left_out(cast, asked):
    assert "泌阳" in text(cast, f"/safety?{asked}", language="zh-hans")


def test_another_unit_counts_nothing_of_it_and_the_city_counts_it(cast):
    refused_then_permitted(cast)
    assert told(cast, cast.foreign, by="stranger").attempts == 0
    assert told(cast, cast.unit, by="stranger").units == ()
    assert told(cast, cast.city).attempts == 1, "of what he sees of it"
    assert "Attempts" in text(cast, "/safety", by="stranger")


def test_who_gave_a_name_is_shown_to_the_safety_supervisor_alone(cast):
    data = {"site": str(cast.site.pk), "what": WHAT, "told_by": "小周"}
    cast.do("safety.report_near_miss", data, by="zhou")
    assert "小周" in text(cast, "/safety", by="zheng")
    assert "小周" not in text(cast, "/safety", by="liu")


def test_a_thousand_refusals_cost_no_more_queries_than_one(cast):
    refused_then_permitted(cast)
    actor = cast.actor("wang")

    def asked() -> int:
        with CaptureQueriesContext(connection) as found, translation.override("en"):
            statistics_sheet(actor, asked_of(actor, {}))
        return len(found)

    few, one = asked(), Refusal.objects.get()
    with guard.lifted():
        Refusal.objects.bulk_create(
            Refusal(
                unit=one.unit, command=one.command, command_id=one.command_id,
                code=one.code, facts=one.facts, at=one.at, wall_at=one.wall_at,
            )
            for _n in range(1000)
        )  # fmt: skip
    assert asked() == few
