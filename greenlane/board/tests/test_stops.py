"""What stands still: said to everybody, ended by who may, in one's own units alone."""

from datetime import timedelta

from django.utils.translation import override

from greenlane.board.enders import End, told
from greenlane.board.tests.looking import text
from greenlane.core import clock, guard
from greenlane.work.tests.stage import order_with_tasks
from greenlane.workforce.models import Shift


def stop(cast, order, reason="an unmarked gas pipe"):
    data = {"order": str(order.pk), "reason": reason}
    return cast.do("work.stop_work", data, by="zhou").facts["stop"]


def test_a_stop_says_where_why_and_by_whom(cast):
    order = order_with_tasks(cast)
    stop(cast, order)
    page = text(cast, "/stops")
    for said in (order.number, "an unmarked gas pipe", "Rental blocks", "Zhou Yong"):
        assert said in page


def test_only_who_may_is_offered_to_lift_it(cast):
    order = order_with_tasks(cast)
    key = stop(cast, order)
    link = f"/orders/{order.number}/lift-stop?stop={key}"
    assert link in text(cast, "/stops", by="zheng")
    assert "lift-stop" not in text(cast, "/stops", by="zhou")


def test_a_report_to_review_stands_there_too(cast):
    order = order_with_tasks(cast)
    data = {"order": str(order.pk), "told_by": "门卫", "what": "it hums"}
    cast.do("safety.report_supply_lost", data, by="wang")
    page = text(cast, "/stops", by="zheng")
    assert "Supply lost" in page
    assert "/review-occurrence?occurrence=" in page


def test_a_foreign_unit_sees_none_of_it_and_an_empty_list_says_so(cast):
    stop(cast, order_with_tasks(cast))
    assert "No alarm stands." in text(cast, "/stops", by="stranger")
    assert "目前没有告警。" in text(cast, "/stops", by="stranger", language="zh-hans")


def test_it_says_who_may_end_it_and_who_of_them_is_there(cast):
    order = order_with_tasks(cast)
    stop(cast, order)
    said = "May be ended by Safety supervisor; there now: Zheng An"
    assert said in text(cast, "/stops", by="zhou")
    assert "可由安监解除；在岗：" in text(cast, "/stops", language="zh-hans")
    with guard.lifted():
        now = clock.now()
        Shift.objects.create(
            unit=cast.unit, person=cast.people["zheng"],
            starts_at=now - timedelta(hours=9), ends_at=now - timedelta(hours=1),
        )  # fmt: skip
    assert "by Safety supervisor; nobody of them is there now" in text(cast, "/stops")


def test_who_reported_it_is_not_named_as_one_who_may_review_it(cast):
    order = order_with_tasks(cast)
    data = {"order": str(order.pk), "told_by": "门卫", "what": "it hums"}
    cast.do("safety.report_supply_lost", data, by="zheng")
    said = "by Safety supervisor; nobody of them is there now"
    assert said in text(cast, "/stops")


def test_of_many_who_may_end_it_the_rest_is_counted_as_what_they_are(cast):
    end = End("safety.acknowledge_revocation", cast.unit)
    with override("zh-hans"):
        roles, people = told([end])[end].split("；")
    assert roles.endswith("个角色解除")
    assert people.endswith("人")
