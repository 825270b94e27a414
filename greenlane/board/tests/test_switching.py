"""A switching order on its page, on the page of its order, and on paper."""

from __future__ import annotations

import pytest

from greenlane.board.sheets import pdf
from greenlane.board.sheets.switching import switching_sheet
from greenlane.board.tests.looking import look, text
from tests import stages, switching_stages
from tests.switching_stages import line


@pytest.fixture
def row(cast):
    """In force; the first of two steps is done."""
    of = stages.order(cast)
    device = {"device": str(cast.source.pk)}
    rows = [line("check", action="核对名称", **device), line("hang", action="挂牌")]
    made = switching_stages.in_force(cast, of, rows)
    switching_stages.by_hand(cast, made, 1, found="相符")
    return made


def page_of(row) -> str:
    return f"/orders/{row.order.number}/switching/{row.pk}"


def test_the_page_says_who_did_what_and_leads_to_the_next_step(cast, row):
    page = text(cast, page_of(row), by="he", language="en")
    for said in (row.number, "核对名称", "He Jun, guarded by Gao Feng", "found: 相符"):
        assert said in page
    step, guard = row.steps.get(place=2), cast.id("gao")
    assert f"carry-out-step?step={step.pk}&amp;guard={guard}&amp;back=" in page
    assert "In the hands of: <b>He Jun</b>" in text(
        cast, page_of(row), by="gao", language="en"
    )
    assert "stop-switching" in text(cast, page_of(row), by="tang")


def test_the_order_names_it_and_a_foreign_unit_finds_nothing(cast, row):
    order = f"/orders/{row.order.number}"
    assert page_of(row) in text(cast, order, by="he")
    for path in (page_of(row), f"{page_of(row)}/print"):
        assert look(cast, path, by="stranger").status_code == 404


def test_one_of_another_order_is_not_found_under_this_one(cast, row):
    other = stages.order(cast, "BY-2")
    path = f"/orders/{other.number}/switching/{row.pk}"
    assert look(cast, path, by="he").status_code == 404


@pytest.mark.parametrize(
    ("state", "verb", "by"),
    [
        ("written", "check-switching", "he"),
        ("checked", "give-instruction", "zhao"),
        ("given", "read-back", "he"),
        ("stopped", "resume-switching", "zhao"),
    ],
)
def test_each_state_leads_on_to_whoever_is_next(cast, state, verb, by):
    of = stages.order(cast)
    made = switching_stages.write(cast, of, [line("check")])
    if state != "written":
        switching_stages.check(cast, made)
    if state in {"given", "stopped"}:
        switching_stages.give(cast, made)
    if state == "stopped":
        cast.do("safety.stop_switching", {"switching": str(made.pk)}, by="tang")
    assert f"/{verb}?" in text(cast, page_of(made), by=by)
    writer = text(cast, page_of(made), by="gao")
    assert 'class="next"' not in writer or state == "given"


def test_it_says_who_stopped_it_and_who_let_it_go_on(cast, row):
    stop = {"switching": str(row.pk), "reason": "有人攀爬"}
    cast.do("safety.stop_switching", stop, by="tang")
    page = text(cast, page_of(row), by="he", language="en")
    assert "Tang: 有人攀爬" in page
    assert "STOPPED" in text(cast, f"{page_of(row)}/print", by="he", language="en")
    on = {"switching": str(row.pk), "reason": "人已离开"}
    cast.do("safety.resume_switching", on, by="zhao")
    page = text(cast, page_of(row), by="he", language="en")
    assert "Zhao Qiang: 人已离开" in page


def test_the_sheet_has_every_step_and_says_what_nobody_confirmed(cast, row):
    page = text(cast, f"{page_of(row)}/print", by="he", language="zh-hans")
    for said in ("操作票", "Switching order", "核对名称", "何军", "高峰", "未经核实"):
        assert said in page
    switching_stages.asked_at(cast, row.order, 1)
    page = text(cast, f"{page_of(row)}/print", by="he", language="zh-hans")
    assert "未经核实" not in page


@pytest.mark.skipif(not pdf.can_be_set(), reason="typst is not installed")
def test_the_pdf_is_made_and_draws_every_character(cast, row):
    sheet = switching_sheet(cast.actor("he"), row.order.number, row.pk)
    assert not pdf.content(sheet, address="")["strange"]
    assert pdf.pdf(sheet, address="").startswith(b"%PDF")


def test_the_page_says_that_an_older_pack_knows_no_switching_orders(cast):
    of = stages.order(cast)
    where, says = f"/orders/{of.number}", "knows no switching orders"
    assert says not in text(cast, where, by="he", language="en")
    switching_stages.asked_at(cast, of, 0)
    page = text(cast, where, by="he", language="en")
    assert says in page
    assert str(of.pack) in page
