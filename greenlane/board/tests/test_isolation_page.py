"""The state of one isolation on one page, for whoever shares it; and on paper."""

from __future__ import annotations

import pytest
from django.utils import translation

from greenlane.board.isolation import isolation_page
from greenlane.board.sheets import pdf
from greenlane.board.sheets.isolation import isolation_sheet
from greenlane.board.tests.looking import look, text
from greenlane.board.tests.test_print import words
from greenlane.core import clock, guard
from greenlane.safety.models import EarthSet, Infeed, Isolation
from tests import releases, stages


def at_work(cast):
    """A crew is in under a permitted ticket."""
    verb, data, by = releases.work_isolated(cast)
    cast.do(verb, data, by=by)
    return Isolation.objects.get(tickets__permitted_at__isnull=False)


def path(section, order=None) -> str:
    return f"/orders/{(order or section.order).number}/isolations/{section.pk}"


def test_everything_that_keeps_it_dead_stands_on_one_page(cast):
    section = at_work(cast)
    for language, said in (("en", "Visible break, lock L7, tag T7"),
                           ("zh-hans", "断开点可见，锁 L7，牌 T7")):  # fmt: skip
        page = text(cast, path(section), by="liu", language=language)
        for wanted in (said, "公变出线", str(cast.source), "E1", "出线1杆", "Y-12"):
            assert wanted in page, wanted
    page = text(cast, path(section), by="liu")
    for wanted in ("He Jun, Gao Feng", "L1 0.4 V", "Liu Haibo"):
        assert wanted in page, wanted


def test_it_says_who_works_behind_it_now_and_whom_to_call(cast):
    section = at_work(cast)
    with guard.lifted():
        type(cast.people["liu"]).objects.filter(pk=cast.people["liu"].pk).update(
            phone="0396-7000001"
        )
    page = isolation_page(cast.actor("wang"), section.order.number, section.pk)
    [one] = page.open
    assert page.people == one.view.inside == len(one.people) > 0
    shown = text(cast, path(section))
    assert "tel:0396-7000001" in shown
    for person in one.people:
        assert str(person) in shown


def test_it_says_what_stays_on_and_why(cast):
    section = at_work(cast)
    page = text(cast, path(section))
    assert "is open: its people may be there" in page, "of the lock"
    assert "People are still inside." in page, "of the earth set"
    assert "Earth sets are still on: E1" in page


def test_a_new_way_in_is_loud_and_so_is_a_proof_that_no_longer_counts(cast):
    section = at_work(cast)
    assert "NOT ISOLATED" not in text(cast, path(section))
    told = {"site": str(cast.site.pk), "kind": "pv", "name": "屋顶光伏"}
    cast.do("safety.record_infeed", told, by="zhou")
    page = text(cast, path(section))
    assert "NOT ISOLATED" in page
    assert "屋顶光伏" in page
    assert "somebody worked or switched there since" in page
    with translation.override("zh-hans"):
        sheet = isolation_sheet(cast.actor("liu"), section.order.number, section.pk)
    assert any("屋顶光伏" in each for each in sheet.loud)


def test_whoever_shares_it_sees_it_whole_but_not_the_names_of_foreign_people(cast):
    section = at_work(cast)
    other = stages.shared_pole(cast, unit=cast.foreign)
    shown = text(cast, path(section, other), by="stranger")
    assert "Liu Haibo" in shown, "the leader is who has to be called"
    page = isolation_page(cast.actor("stranger"), other.number, section.pk)
    assert page.people > 0
    assert not any(each.people for each in page.relying)
    assert {s.section.order.number for s in page.others} == {other.number}


def test_of_an_order_that_does_not_touch_it_there_is_no_such_page(cast):
    section = at_work(cast)
    with guard.lifted():
        site = type(cast.site).objects.create(unit=cast.unit, code="X", name_zh="别处")
    far = stages.order(cast, "BY-9", site=site)
    for ending in ("", "/print", "/print.pdf"):
        assert look(cast, path(section, far) + ending).status_code == 404
        assert look(cast, path(section) + ending, by="stranger").status_code == 404


def test_it_changes_while_somebody_looks(cast):
    section = at_work(cast)
    assert 'data-live=""' in text(cast, path(section))
    live = text(cast, path(section), live=True)
    assert "<html" not in live
    told = {"order": str(section.order.pk), "reason": "有人触电"}
    cast.do("work.stop_work", told, by="zhou")
    assert "有人触电" in text(cast, path(section), live=True)


def test_order_and_ticket_lead_to_it(cast):
    section = at_work(cast)
    ticket = section.tickets.get()
    order = f"/orders/{section.order.number}"
    for page in (order, f"{order}/tickets/{ticket.pk}/print", f"{order}/forms"):
        assert f"isolations/{section.pk}" in text(cast, page), page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_paper_says_the_same(cast, language):
    section = at_work(cast)
    page = text(cast, f"{path(section)}/print", language=language)
    for wanted in ("L7", "T7", "E1", "Y-12", "<svg", f"{path(section)}</figcaption>"):
        assert wanted in page, wanted
    if pdf.can_be_set():
        made = look(cast, f"{path(section)}/print.pdf", language=language).content
        leader = "刘海波" if language == "zh-hans" else "LiuHaibo"
        for wanted in (leader, "隔离与接地登记表", "L7", "E1"):
            assert wanted in words(made), wanted


def test_more_earth_sets_cost_no_more_than_their_own_gates(cast):
    """What is asked grows with what hangs there, not with the order or the county."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    section = at_work(cast)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            look(cast, path(section))
        return len(found)

    few = asked()
    with guard.lifted():
        for n in range(3):
            EarthSet.objects.create(
                unit=section.unit, isolation=section, number=f"E{n + 5}", place="-",
                placed_at=clock.now(), placed_by=cast.people["he"],
                placed_with=cast.people["gao"],
            )  # fmt: skip
        Infeed.objects.bulk_create(
            Infeed(
                unit=section.unit, site=section.site, isolation=section, kind="pv",
                name=f"光伏{n}", found_at=clock.now(),
            )
            for n in range(20)
        )  # fmt: skip
    assert asked() <= few + 3 * 25
