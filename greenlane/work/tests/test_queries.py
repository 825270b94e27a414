"""What pages and gates read: few queries, only one's own orders, found by pieces."""

import pytest

from greenlane.core import guard
from greenlane.core.ids import uuid7
from greenlane.core.models import SearchGram
from greenlane.core.refusals import NotFound
from greenlane.work import orderlists, queries
from greenlane.work.labels import label
from greenlane.work.narrowing import Filters
from greenlane.work.search import FEW, KIND, find_orders
from greenlane.work.tests.stage import done, new_order, order_with_tasks


def test_a_page_of_orders_costs_the_same_however_long(
    cast, django_assert_max_num_queries
):
    rows = [order_with_tasks(cast) for _ in range(3)]
    with django_assert_max_num_queries(8):
        page = orderlists.orders_list(cast.actor("wang"), Filters(limit=2))
        assert [label(each).code for each in page.orders] == ["received"] * 2
    rest = orderlists.orders_list(cast.actor("wang"), Filters(after=page.next))
    assert [*page.orders, *rest.orders] == rows[::-1]
    assert rest.next is None


def test_filters_narrow_the_list(cast):
    first, second = new_order(cast), new_order(cast, mission="repair", channel="plain")
    data = {"order": str(first.pk), "reason": "double"}
    cast.do("work.cancel_order", data, by="feng")

    def found(**given):
        return orderlists.orders_list(cast.actor("wang"), Filters(**given)).orders

    assert found() == found(mission="repair") == found(channel="plain") == [second]
    assert found(ended=True) == [first]
    assert found(ended=None, site=cast.site.pk) == [second, first]
    assert found(ended=None, ids=[first.pk]) == [first]


def test_a_foreign_order_is_not_there(cast, order):
    stranger = cast.actor("stranger")
    assert orderlists.orders_list(stranger, Filters()).orders == []
    with pytest.raises(NotFound):
        queries.order_detail(stranger, order.number)
    assert queries.order_detail(cast.actor("wang"), order.number) == order
    assert find_orders(stranger, order.number) == ()


@pytest.mark.parametrize("typed", ["公租房", "gzf", "1号", "rental"])
def test_an_order_is_found_by_pieces(cast, order, typed):
    assert find_orders(cast.actor("wang"), typed) == (order.pk,)
    assert find_orders(cast.actor("wang"), order.number.lower()) == (order.pk,)
    assert find_orders(cast.actor("wang"), "体育馆") == ()
    assert find_orders(cast.actor("wang"), "  ") == ()


@pytest.mark.parametrize("many", ["公租", "租房", "房隔"])
def test_it_is_found_whichever_piece_many_others_hold(cast, order, many):
    later = [uuid7() for _n in range(FEW)]
    with guard.lifted():
        SearchGram.objects.bulk_create(
            SearchGram(unit=cast.unit, gram=many, kind=KIND, subject=key)
            for key in later
        )
    for ended in (None, False):
        found = find_orders(cast.actor("wang"), "公租房隔离点", ended=ended)
        assert found == (order.pk,)
    assert find_orders(cast.actor("wang"), "公租房隔离点", ended=True) == ()
    assert find_orders(cast.actor("wang"), many) == (order.pk,)


@pytest.mark.parametrize("ended", [None, False])
def test_a_long_text_is_found_by_all_of_its_pieces(cast, ended):
    long = "泌阳县花园路东段公租房小区一号隔离点"
    with guard.lifted():
        cast.site.name_zh = long
        cast.site.save()
    order = new_order(cast)
    assert find_orders(cast.actor("wang"), long, ended=ended) == (order.pk,)
    assert find_orders(cast.actor("wang"), long[:-1] + "区", ended=ended) == ()
    assert find_orders(cast.actor("wang"), long + long[::-1], ended=ended) == ()


def test_the_newest_come_first_and_no_more_than_asked(cast, order):
    later = new_order(cast)
    assert find_orders(cast.actor("wang"), "公租房") == (later.pk, order.pk)
    assert find_orders(cast.actor("wang"), "公租房", limit=1) == (later.pk,)


def test_next_are_the_tasks_whose_turn_it_is(cast, order):
    def keys():
        return [task.key for task in queries.next_tasks(order)]

    assert keys() == ["A01"]
    done(cast, order, "A01", "A03", "A07")
    assert keys() == ["A10", "A11"]


def test_tasks_come_with_their_people_in_five_queries(
    cast, order, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        for row in queries.tasks(order):
            [*row.assignments.all(), *row.handoffs.all()]
            [*row.stints.all(), *row.waits.all()]
