"""Every form on paper: of an order with its code, and blank for a day by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.board.sheets import pdf
from greenlane.board.sheets.blank import BLANKS
from greenlane.board.tests.looking import look, text
from greenlane.board.tests.test_print import words
from greenlane.core import clock
from greenlane.safety.models import Evidence, Occurrence
from greenlane.work.models import StopWork
from tests import releases, stages

BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])
TITLES = {
    "ticket": ("工作票", "Work ticket"),
    "switching": ("操作票", "Switching order"),
    "isolation": ("隔离与接地登记表", "Isolation and earth register"),
    "briefing": ("工前会（安全交底）", "Safety briefing (before the work)"),
    "dead-test": ("验电接地记录", "Proved dead and earthed"),
    "live-work": ("带电作业条件", "Conditions for live work"),
    "readings": ("试验报告", "Test report"),
    "stop": ("叫停、隐患、未遂、事件", "Stop-work, hazard, near miss, occurrence"),
}


def records(cast):
    """An order with a briefing, a proof, live-work conditions, a stop and a report."""
    of = stages.order(cast)
    stages.permitted(cast, of)
    releases.brief(cast, of, "zhou", "xu")
    live = {
        "order": str(of.pk), "reclosing_off": "yes", "wind": "3", "humidity": "40",
        "thunder": "no", "rain": "no", "watcher": cast.id("gao"),
    }  # fmt: skip
    cast.do("safety.record_live_conditions", live, by="he")
    cast.do("work.stop_work", {"order": str(of.pk), "reason": "有人触电"}, by="zhou")
    told = {"order": str(of.pk), "told_by": "门卫", "what": "灯亮了", "state": "dual"}
    cast.do(
        "safety.report_energised", told, by="zhou", at=clock.now() - timedelta(hours=2)
    )
    return of


@BOTH
def test_every_record_of_an_order_comes_as_a_page_and_as_a_pdf(cast, language):
    of = records(cast)
    found = text(cast, f"/orders/{of.number}/forms", language=language)
    rows = Evidence.objects.all()
    assert {"briefing", "proved_dead", "live_conditions", "people_told"} <= {
        row.kind for row in rows
    }
    paths = [f"/orders/{of.number}/records/{row.pk}/print" for row in rows]
    paths += [
        f"/orders/{of.number}/happenings/{row.pk}/print"
        for row in (StopWork.objects.get(), Occurrence.objects.get())
    ]
    for path in paths:
        assert path in found
        page = text(cast, path, language=language)
        assert "<svg" in page
        assert f"/orders/{of.number}</figcaption>" in page
        if pdf.can_be_set() and language == "zh-hans":
            assert "停工" in words(look(cast, f"{path}.pdf", language=language).content)


def test_what_people_were_asked_stands_on_paper_in_words(cast):
    of = records(cast)
    row = Evidence.objects.get(kind="people_told")
    page = text(cast, f"/orders/{of.number}/records/{row.pk}/print")
    assert "Life support there: No" in page and "Own generator, PV or UPS: No" in page
    assert "life_support" not in page


def test_a_report_told_later_bears_both_times(cast):
    of = records(cast)
    row = Occurrence.objects.get()
    page = text(cast, f"/orders/{of.number}/happenings/{row.pk}/print")
    assert "told later; the time is as it was told" in page
    assert "Happened at" in page
    assert "Recorded at" in page


def test_a_limit_nobody_has_confirmed_says_so_on_paper(cast):
    of = records(cast)
    row = Evidence.objects.get(kind="live_conditions")
    page = text(cast, f"/orders/{of.number}/records/{row.pk}/print")
    assert "unconfirmed" in page
    assert "Wind (Beaufort grade)" in page


def test_a_record_taken_back_is_loud_on_its_paper(cast):
    of = records(cast)
    row = Evidence.objects.get(kind="proved_dead")
    told = {"evidence": str(row.pk), "reason": "验电器没电"}
    cast.do("safety.withdraw_evidence", told, by="he")
    page = text(cast, f"/orders/{of.number}/records/{row.pk}/print")
    assert page.index("WITHDRAWN") < page.index("<h2>")


@BOTH
@pytest.mark.parametrize("name", sorted(BLANKS))
def test_a_blank_one_asks_in_both_languages_and_has_room_for_both_times(
    cast, name, language
):
    page = text(cast, f"/forms/{name}/print", language=language)
    for title in (*TITLES[name], "发生时间", "Happened at", "录入时间", "Entered at"):
        assert title in page, title
    assert "/forms</figcaption>" in page
    assert "泌阳" in page if language == "zh-hans" else "Biyang" in page
    if pdf.can_be_set():
        said = words(look(cast, f"/forms/{name}/print.pdf", language=language).content)
        for wanted in (TITLES[name][0], TITLES[name][1].replace(" ", ""), "发生时间"):
            assert wanted in said


def test_the_page_of_blank_forms_names_the_verbs_that_enter_them(cast):
    page = text(cast, "/forms")
    for name in BLANKS:
        assert f"/forms/{name}/print" in page
    assert "Report a near miss" in page
    assert look(cast, "/forms/nonsense/print").status_code == 404


def test_the_test_report_has_the_limits_of_the_units_pack(cast):
    page = text(cast, "/forms/readings/print")
    assert "≥" in page


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_a_foreign_unit_gets_none_of_them(cast, ending):
    of = records(cast)
    row = Evidence.objects.first()
    paths = (
        f"/orders/{of.number}/records/{row.pk}/print{ending}",
        f"/orders/{of.number}/happenings/{Occurrence.objects.get().pk}/print{ending}",
    )
    for path in paths:
        assert look(cast, path, by="stranger").status_code == 404
    other = stages.order(cast, "BY-2")
    wrong = paths[0].replace(of.number, other.number)
    assert look(cast, wrong).status_code == 404, "a record of another order"
