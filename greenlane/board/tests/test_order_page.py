"""The page of an order: what it says, to whom, and what it never does."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.timezone import localtime

from greenlane.board.pages import order_page
from greenlane.board.tests.looking import look, stand_still, text
from greenlane.connections.models import Paper
from greenlane.core import clock, guard
from greenlane.work.models import Note
from greenlane.work.tests.stage import order_with_tasks
from tests import stages
from tests import supply_stages as stage


def where(order) -> str:
    return f"/orders/{order.number}"


def permitted(cast):
    return stages.permitted(cast, stages.order(cast))


def test_it_says_who_ordered_it_and_whom_to_call(cast):
    order = stage.requested(cast, payer="县财政", instruction_number="2022-037")
    page = text(cast, where(order))
    for said in ("县指挥部 · 2022-037", "0396-7911110", "县财政", "Rental blocks"):
        assert said in page


@pytest.mark.parametrize("path", ["/orders/{}", "/orders/{}?act=energise"])
def test_a_foreign_unit_gets_the_page_for_no_such_page(cast, path):
    order = stage.requested(cast)
    answer = look(cast, path.format(order.number), by="stranger")
    assert answer.status_code == 404
    assert "There is no such page for you." in answer.content.decode()
    other = look(cast, "/orders/none", by="stranger", language="zh-hans")
    assert "没有您能看的这一页" in other.content.decode()


def test_what_holds_it_and_every_section_is_there_in_both_languages(cast):
    order = stage.ready(cast)[0].order
    english, chinese = (
        text(cast, where(order), language=each) for each in ("en", "zh-hans")
    )
    for said in ("Time ledger", "Gates before", "papers owed", "Journal", "Tasks"):
        assert said in english
    for said in ("时间账", "之前的关口", "件资料", "日志", "任务", "逐级送电"):
        assert said in chinese


@pytest.mark.parametrize(
    "begin", [lambda c: stage.ready(c)[0].order, lambda c: permitted(c).order]
)
def test_no_page_holds_a_script_or_a_style_of_its_own(cast, begin):
    paths = (where(begin(cast)), "/", "/orders/none", "/login")
    for page in (look(cast, path).content.decode() for path in paths):
        assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=|javascript:", page)
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_the_part_that_is_live_is_a_piece_of_the_page(cast):
    order = stage.ready(cast)[0].order
    stand_still(cast)
    part = text(cast, where(order), live=True)
    assert "<html" not in part
    assert part.strip() in text(cast, where(order))


def rows_of_ledger(page):
    return page.split('class="sums-table"')[1].split("</table>")[0].count('scope="row"')


def test_points_with_one_story_are_said_together(cast):
    order = stage.requested(cast)
    assert rows_of_ledger(text(cast, where(order))) == 1


def test_a_lit_block_and_a_dark_one_are_said_apart(cast):
    steps = stage.ready(cast)
    stage.closed(cast, steps[:3])
    page = text(cast, where(steps[0].order))
    assert page.count('class="ledger-band"') == 1, "one picture, whatever stands in it"
    assert rows_of_ledger(page) == 2
    assert "Block 1 · On the grid, temporary" in page
    assert "Block 2 · Dark" in page


def test_a_late_paper_is_marked_and_the_others_are_not(cast):
    order = stage.requested(cast)
    assert 'class="is-late"' not in text(cast, where(order))
    with guard.lifted():
        late = Paper.objects.filter(order=order, kind="fees")
        late.update(due_at=order.requested_at)
    assert text(cast, where(order)).count('class="is-late"') == 1


def test_who_is_behind_a_section_is_counted_and_named(cast):
    ticket = permitted(cast)
    page = text(cast, where(ticket.order))
    assert ticket.number in page
    assert "Earth set E1 hangs at 出线1杆" in page
    assert "lock L7, tag T7" in page


def test_a_text_is_never_taken_for_a_piece_of_the_page(cast):
    """The door refuses markup; what came past it is shown as it is written."""
    order = stage.requested(cast)
    with guard.lifted():
        Note.objects.create(
            unit=order.unit, order=order, at=clock.now(), text="<img onerror=alert(1)>"
        )
    page = text(cast, where(order))
    assert "<img" not in page
    assert "&lt;img onerror=alert(1)&gt;" in page


def test_the_journal_names_rows_and_not_their_keys(cast):
    ticket = permitted(cast)
    page = text(cast, where(ticket.order))
    journal = page.split('id="journal"')[1].split("</section>")[0]
    assert ticket.number in journal
    assert not re.search(r"\b[0-9a-f]{8}\b", re.sub(r"<[^>]+>", "", journal))


def test_verbs_are_those_of_the_readers_roles(cast):
    order = stage.requested(cast)
    dispatcher, crew = (
        text(cast, where(order), by="zhao"),
        text(cast, where(order), by="zhou"),
    )
    assert "/give-instruction?" in dispatcher
    assert "/give-instruction?" not in crew
    assert "/stop-work?" in dispatcher
    assert "/stop-work?" in crew


def test_more_notes_waits_and_papers_cost_nothing_more(cast):
    def price():
        with CaptureQueriesContext(connection) as spent:
            text(cast, where(order))
        return len(spent)

    order = order_with_tasks(cast)
    note = {"order": str(order.pk), "text": "a note"}
    wait = {"order": str(order.pk), "cause": "material", "holder": "stores"}

    def busy_day(count):
        for _ in range(count):
            cast.do("work.add_note", note, by="zhou")
            opened = cast.do("work.open_wait", wait, by="zhou").facts["wait"]
            cast.do("work.close_wait", {"wait": opened}, by="zhou")

    busy_day(1)
    few = price()
    busy_day(6)
    assert price() == few <= 140


def test_what_repeats_in_the_journal_is_one_line_that_counts(cast):
    order = stage.requested(cast)
    page = text(cast, where(order))
    journal = page.split('id="journal"')[1].split("</section>")[0]
    owed = order.papers.count()
    assert owed > 3
    assert f"and {owed - 1} more of the kind" in journal
    stops = [
        {"order": str(order.pk), "reason": each} for each in ("gas", "rain", "fire")
    ]
    for each in stops:
        cast.do("work.stop_work", each, by="zhou")
    page = text(cast, where(order))
    assert page.split('id="journal"')[1].count('class="loud"') == len(stops)


def test_a_day_of_the_journal_is_said_above_its_newest_line(cast):
    order = stage.requested(cast)
    stand_still(cast)
    first = localtime(clock.now()).date()
    with guard.lifted():
        cast.unit.clock_start += timedelta(days=1)
        cast.unit.save()
    note = {"order": str(order.pk), "text": "two keys are at the gate"}
    cast.do("work.add_note", note, by="zhou")
    page = text(cast, where(order))
    journal = page.split('id="journal"')[1].split("</section>")[0]
    days = re.findall(r'class="day">([\d-]+)<', journal)
    assert days == [str(first + timedelta(days=1)), str(first)]
    lines = re.findall(r'class="day"|<time', journal)
    assert lines[:3] == ['class="day"', "<time", 'class="day"']


def test_points_of_one_story_are_parted_as_the_language_does_it(cast):
    order = stage.requested(cast)
    assert order.points.count() > 1
    for language, between in (("en", ", "), ("zh-hans", "、")):
        with translation.override(language):
            (shown,) = order_page(cast.actor("wang"), order.number).points
            names = sorted(str(each) for each in order.points.all())
        assert shown.name == between.join(names)


@pytest.mark.parametrize("page", ["", "/add-note"])
def test_stopping_is_the_second_stop_of_the_keyboard(cast, page):
    order = stage.requested(cast)
    shown = text(cast, where(order) + page, by="zhou")
    skips = re.findall(r'<a class="skip[^"]*" href="([^"]+)"', shown)
    assert skips[0] == "#content"
    assert "/stop-work" in skips[1]
    assert shown.index(skips[1]) < shown.index('class="bar"')


def test_a_supply_point_says_its_part_of_the_plant_in_words(cast):
    page = text(cast, f"/sites/{cast.site.pk}", by="wang")
    assert "low-voltage part" in page
    assert ">lv<" not in page
