"""Orders get their number by unit and day; their label follows from their rows."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from greenlane.core import clock
from greenlane.core.refusals import Refused
from greenlane.work.labels import label
from greenlane.work.models import Order
from greenlane.work.tests.stage import done, new_order, order_with_tasks


def test_numbers_run_on_within_a_day_and_start_anew_with_the_next(cast):
    day = clock.now()
    first, second = new_order(cast), new_order(cast)
    start = f"BY-{first.number.split('-')[1]}"
    assert (first.number, second.number) == (f"{start}-1", f"{start}-2")
    with clock.of(clock.Scene(day + timedelta(days=1), day, 1.0)):
        assert first.pack_id == cast.unit.pack_id


def test_the_day_is_the_units_own(cast, monkeypatch):
    late = clock.wall().replace(hour=17, minute=0)  # 01:00 of the next day in Shanghai
    monkeypatch.setattr("greenlane.work.orders.clock.now", lambda: late)
    day = (late + timedelta(hours=8)).strftime("%y%m%d")
    assert new_order(cast, requested_at=late).number == f"BY-{day}-1"


def test_a_point_of_another_site_is_refused(cast):
    other = cast.do(
        "places.add_site", {"code": "S2", "name_zh": "体育馆"}, by="wang"
    ).facts["site"]
    site = type(cast.site).objects.get(pk=other)
    with pytest.raises(Refused, match="point-of-another-site"):
        new_order(cast, site=site)
    with pytest.raises(Refused, match="need-before-request"):
        new_order(cast, need_at=clock.now() - timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_orders_opened_at_once_get_different_numbers(live_cast, monkeypatch):
    from greenlane.core.command import Command, answer, commands
    from greenlane.core.forms import CommandForm
    from greenlane.core.kinds import DESK
    from greenlane.work.orders import open_order

    def run(form, *, by, at):
        order = open_order(
            live_cast.unit, site=live_cast.site, points=[], mission="connection",
            requested_at=at,
        )  # fmt: skip
        return answer("opened", order=order.pk)

    verb = Command("work.open_for_test", "", CommandForm, "read", DESK, (), run)
    monkeypatch.setitem(commands(), verb.name, verb)
    errors = []

    def send():
        try:
            live_cast.do(verb.name, {}, by="wang")
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert errors == []
    numbers = sorted(Order.objects.values_list("number", flat=True))
    assert [int(number.rsplit("-", 1)[1]) for number in numbers] == list(range(1, 9))


def test_the_label_follows_the_last_finished_tasks(cast):
    order = order_with_tasks(cast)
    seen = [label(order).code]
    for keys in (["A03"], ["A10", "A11"], ["A15"], ["A18"], ["A20"]):
        done(cast, order, *keys)
        seen.append(label(order).code)
    assert seen == ["received", "surveyed", "built", "tested", "live", "handed_over"]
