"""What comes out of the printer: for whom, in which words, and never run as code."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.utils import translation
from pypdf import PdfReader

from greenlane.board.sheets import pdf
from greenlane.board.sheets.order import order_sheet
from greenlane.board.sheets.permits import permits_sheet
from greenlane.board.tests.looking import look, text
from greenlane.core import clock, guard
from greenlane.safety.models import Isolation
from greenlane.work.models import Stint
from greenlane.work.tests.stage import order_with_tasks
from tests import stages
from tests import supply_stages as stage

# What a typesetter, a page or a spreadsheet might take for an order.
WICKED = '#read("/etc/passwd") $x$ *bold* _it_ <b> ] \\ @ref `raw` // no = 1号楼'
READABLE = pytest.mark.skipif(not pdf.can_be_set(), reason="typst is not installed")


def permitted(cast):
    return stages.permitted(cast, stages.order(cast))


def paths(ticket) -> tuple[str, ...]:
    order = f"/orders/{ticket.order.number}"
    return f"{order}/print", f"{order}/tickets/{ticket.pk}/print", "/permits/print"


def words(made: bytes) -> str:
    """The text of a PDF, without the breaks that its lines made."""
    pages = PdfReader(io.BytesIO(made)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def fonts(made: bytes) -> list[tuple[str, bool]]:
    """(name, whether its outlines are inside) of every font."""
    found = []
    for page in PdfReader(io.BytesIO(made)).pages:
        for font in page["/Resources"]["/Font"].values():
            for each in font["/DescendantFonts"]:
                about = each["/FontDescriptor"]
                inside = any(f"/FontFile{n}" in about for n in ("", "2", "3"))
                found.append((str(each["/BaseFont"]), inside))
    return found


def test_a_sheet_says_who_is_behind_what_in_both_languages(cast):
    ticket = permitted(cast)
    for path in paths(ticket)[1:]:
        chinese = text(cast, path, by="liu", language="zh-hans")
        for said in (ticket.number, "刘海波", "李建国", "Earth sets", "接地线", "<svg"):
            assert said in chinese, path
        english = text(cast, path, by="liu", language="en")
        for said in (ticket.number, "Liu Haibo", "Li Jianguo", "Earth sets", "接地线"):
            assert said in english, path
        assert "permits nothing" in english


def test_an_order_on_paper_has_its_tasks_contacts_and_a_way_back(cast):
    order = stage.surveyed(cast)
    page = text(cast, f"/orders/{order.number}/print")
    for said in ("县指挥部", "0396-7911110", f"/orders/{order.number}</figcaption>"):
        assert said in page
    tasks = order.tasks.filter(dropped_at__isnull=True)
    assert tasks.count() > 5
    assert all(f"<td>{task.key}</td>" in page for task in tasks)


def test_a_stop_comes_before_everything_else(cast):
    ticket = permitted(cast)
    told = {"order": str(ticket.order.pk), "reason": "孩子在围栏里"}
    cast.do("work.stop_work", told, by="zhou")
    for path in paths(ticket):
        page = text(cast, path, language="zh-hans")
        assert page.index("孩子在围栏里") < page.index("<h2>"), path


def test_an_interrupted_ticket_stays_on_the_list_and_an_ended_one_leaves_it(cast):
    ticket = permitted(cast)
    told = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", told, by="liu")
    page = text(cast, "/permits/print")
    assert "interrupted" in page
    assert "A pause of the crew" in text(cast, paths(ticket)[1])
    with guard.lifted():
        type(ticket).objects.update(
            ended_at=clock.now() + timedelta(minutes=1), heads_in=1, heads_out=1,
            earths_in=1, earths_out=1, tags_off=True, tools_out=True,
        )  # fmt: skip
    assert ticket.number not in text(cast, "/permits/print")


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_a_foreign_unit_gets_no_sheet_and_no_ticket_of_it(cast, ending):
    ticket = permitted(cast)
    order, of_ticket, permits = (path + ending for path in paths(ticket))
    for path in (order, of_ticket):
        assert look(cast, path, by="stranger").status_code == 404
    assert look(cast, permits, by="stranger").status_code == 200
    assert ticket.number not in text(cast, "/permits/print", by="stranger")
    other = stages.order(cast, "BY-2")
    wrong = of_ticket.replace(ticket.order.number, other.number)
    assert look(cast, wrong).status_code == 404, "a ticket of another order"


def test_nobody_prints_without_a_login(cast, client):
    for path in paths(permitted(cast)):
        assert client.get(path)["Location"].startswith("/login?next=")


@READABLE
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pdf_holds_the_chinese_words_and_its_font(cast, language):
    leader = "刘海波" if language == "zh-hans" else "LiuHaibo"
    order, *with_people = paths(permitted(cast))
    for path, wanted in ((order, "工单"), *((each, leader) for each in with_people)):
        answer = look(cast, f"{path}.pdf", language=language)
        assert answer["Content-Type"] == "application/pdf"
        said = words(answer.content)
        assert wanted in said, path
        assert "接地" in said, path
        found = fonts(answer.content)
        assert found
        assert all(inside and "NotoSansCJKsc" in name for name, inside in found)


@READABLE
def test_what_people_wrote_is_printed_and_never_run(cast):
    ticket = permitted(cast)
    with guard.lifted():
        Isolation.objects.update(name=WICKED[:110])
        type(ticket).objects.update(scope=WICKED)
    kept = "".join(WICKED.split())
    for path in paths(ticket)[:2]:
        assert kept in words(look(cast, f"{path}.pdf").content)
        assert "&lt;b&gt;" in text(cast, path)


@READABLE
def test_a_rare_name_is_drawn_and_what_no_font_has_is_said(cast):
    permitted(cast)
    with guard.lifted():
        type(cast.people["liu"]).objects.update(name_zh="赵喆堃")
    with translation.override("zh-hans"):
        sheet = permits_sheet(cast.actor("wang"))
        assert pdf.content(sheet, address="")["strange"] == ""
        assert "赵喆堃" in words(pdf.pdf(sheet, address=""))
        with guard.lifted():
            type(cast.people["liu"]).objects.update(name_zh="赵𠀋")
        told = pdf.content(permits_sheet(cast.actor("wang")), address="")
    assert told["strange"] == "𠀋"


def test_where_no_pdf_can_be_made_the_page_says_so_and_prints_itself(cast, monkeypatch):
    order = stage.requested(cast)
    path = f"/orders/{order.number}/print"
    monkeypatch.setattr(pdf, "PACKAGE", "no_such_typesetter")
    assert "greenlane[pdf] is not installed" in text(cast, path)
    assert look(cast, f"{path}.pdf")["Location"] == path
    with pytest.raises(pdf.NoTypesetter):
        pdf.pdf(order_sheet(cast.actor("wang"), order.number), address="")


def test_the_paper_keeps_who_did_a_task_and_on_which_day(cast):
    order = order_with_tasks(cast)
    task = order.tasks.order_by("place")[0]
    begun = {"task": str(task.pk), "heads": []}
    stint = cast.do("work.start_desk_work", begun, by="wang").facts["stint"]
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    shown = text(cast, f"/orders/{order.number}/print")
    line = shown.split(f">{task.key}<", 1)[1].split("</tr>")[0]
    with translation.override("en"):
        assert str(Stint.objects.get().leader) in line
    assert re.search(r">\d\d-\d\d \d\d:\d\d<", line)


def test_a_ticket_on_paper_says_what_of_its_rules_nobody_has_confirmed(cast):
    path = paths(permitted(cast))[1]
    english = text(cast, path, by="liu", language="en")
    assert "Low-voltage ticket (not confirmed: ask your utility)" in english
    assert "values not confirmed: ask your utility" in english
    chinese = text(cast, path, by="liu", language="zh-hans")
    assert "低压工作票（未确认：请问本单位）" in chinese
