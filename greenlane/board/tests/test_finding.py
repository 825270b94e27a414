"""The command bar finds orders, people, pages and verbs, and does nothing itself."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from greenlane.board.finding import find
from greenlane.board.tests.looking import look, text
from greenlane.work.models import StopWork
from greenlane.work.tests.stage import order_with_tasks


def titles(cast, typed, by="wang", on=""):
    return [(each.kind, each.title) for each in find(cast.actor(by), typed, on=on)]


def urls(cast, typed, by="wang", on=""):
    return [each.url for each in find(cast.actor(by), typed, on=on)]


def tail(order):
    head, _dash, last = order.number.rpartition("-")
    return f"{head[-4:]}-{last}"


def test_an_order_is_found_by_its_last_digits_its_site_and_initials(cast):
    first, second = order_with_tasks(cast), order_with_tasks(cast)
    page = f"/orders/{second.number}"
    assert urls(cast, tail(second))[0] == page
    assert urls(cast, tail(second).replace("-", "-0"))[0] == page
    assert page in urls(cast, "公租房")
    assert page in urls(cast, "gzfgld")
    assert f"/orders/{first.number}" in urls(cast, "gzfgld")


def test_a_verb_is_found_in_both_languages_by_initials_and_leads_to_its_page(cast):
    order = order_with_tasks(cast)
    page = f"/orders/{order.number}/stop-work"
    for typed in ("stop", "停止", "stop work"):
        if found := urls(cast, f"{typed} {tail(order)}"):
            assert any(each.startswith(page) for each in found), typed
    assert urls(cast, f"stop {tail(order)}")[0].startswith(page)
    assert any(each.startswith(page) for each in urls(cast, "stop", on=order.number))
    assert not StopWork.objects.exists(), "nothing is done by looking for it"


def test_only_what_this_reader_may_do_is_offered(cast):
    order = order_with_tasks(cast)
    typed = f"assign {tail(order)}"
    assert any("/assign" in each for each in urls(cast, typed))
    assert not any("/assign" in each for each in urls(cast, typed, by="zhou"))


def test_nothing_of_another_unit_is_found(cast):
    order = order_with_tasks(cast)
    for typed in (order.number, "gzfgld", "stop", "刘"):
        found = find(cast.actor("stranger"), typed, on=order.number)
        assert order.number not in str(found)
        assert "刘海波" not in str(found)


def test_people_teams_and_pages_are_found(cast):
    assert f"/people/{cast.id('liu')}" in urls(cast, str(cast.people["liu"].name_zh))
    assert "/plan" in urls(cast, "plan")
    assert "/request" not in urls(cast, "request", by="zhou")


def test_the_list_is_a_piece_of_a_page_and_an_empty_one_is_empty(cast):
    order_with_tasks(cast)
    assert 'role="option"' in text(cast, "/find?q=gzf")
    assert 'role="option"' not in text(cast, "/find?q=nothing-is-called-so")
    for odd in ("%00", "\ud800".encode("utf-8", "surrogatepass").hex(), "a" * 900):
        assert look(cast, f"/find?q={odd}").status_code == 200


def test_many_orders_cost_what_few_cost(cast):
    def price():
        with CaptureQueriesContext(connection) as spent:
            find(cast.actor("wang"), "gzf")
        return len(spent)

    order_with_tasks(cast)
    one = price()
    for _ in range(5):
        order_with_tasks(cast)
    assert price() == one <= 12
