"""What is offered beside the plan, and what the plan says on the page of an order."""

from __future__ import annotations

import base64
import zlib
from dataclasses import replace

import pytest

from greenlane.board.tests.looking import text
from greenlane.board.tests.test_plan_page import later
from greenlane.dispatch.models import Offer
from greenlane.dispatch.sheet import SheetOffer, SheetOrder
from greenlane.dispatch.tests import stage
from greenlane.work.models import Task

pytestmark = pytest.mark.django_db


def offered(cast):
    """A plan, and beside it another one that costs less and moves the order."""
    order = stage.requested(cast)
    sheet = stage.sheet(stage.told(cast))
    inner = replace(later(sheet, "A20"), kind="chosen").as_text().encode()
    packed = base64.b64encode(zlib.compress(inner)).decode()
    offers = (
        SheetOffer("fewest", 900, 0, 0, {}, packed),
        SheetOffer("best", 500, 0, 4, {str(order.pk): -25}, packed),
    )
    stage.publish(cast, replace(sheet, offers=offers))
    return order


def test_each_plan_that_is_offered_has_its_price_and_a_button(cast, client):
    offered(cast)
    page = text(cast, "/plan", by="zhao")
    assert "400 weighted min more" in page
    assert "the least" in page
    assert "25 min" in page
    assert "Take this plan" not in text(cast, "/plan", by="zhou")
    client.force_login(cast.accounts["zhao"])
    done = client.post(
        "/do/dispatch/choose-plan?back=/plan", {"kind": "best", "number": "1"}
    )
    assert (done.status_code, done["Location"]) == (303, "/plan")
    assert not Offer.objects.exists()
    assert "chosen" in text(cast, "/plan", by="zhao")


def test_the_order_says_earliest_promise_and_what_holds_it(cast):
    order = stage.requested(cast)
    found = stage.told(cast)
    task = Task.objects.get(key="A04")
    window = SheetOrder(
        order.pk, earliest_at=found.at(100), end_at=found.at(370),
        p50_at=found.at(377), p80_at=found.at(456),
        holds=({"task": str(task.pk), "why": "release", "about": "",
                "until": found.at(50).isoformat()},),
        shorten=({"kind": "skill", "key": "cable", "minutes": 25, "heads": 4},),
    )  # fmt: skip
    sheet = replace(stage.sheet(found), orders=(window,))
    stage.publish(cast, sheet)
    drifted = replace(window, p80_at=found.at(480))
    stage.publish(cast, replace(sheet, orders=(drifted,)))
    page = text(cast, f"/orders/{order.number}", by="zhao")
    assert "0:24 after the promise" in page
    assert "Not before" in page
    assert "One more crew for Laying cable (4 people)" in page
    assert "25 min sooner" in page
    assert f"/orders/{order.number}/promise-again" in page
    assert "promise-again" not in text(cast, f"/orders/{order.number}", by="zhou")


def test_what_only_its_own_tasks_hold_is_said_so(cast):
    order = stage.requested(cast)
    found = stage.told(cast)
    task = Task.objects.get(key="A04")
    chain = ({"task": str(task.pk), "why": "task", "about": str(task.pk)},)
    window = SheetOrder(order.pk, end_at=found.at(370), holds=chain)
    stage.publish(cast, replace(stage.sheet(found), orders=(window,)))
    page = text(cast, f"/orders/{order.number}")
    assert "Its own tasks, one after the other" in page


def test_the_lists_show_the_window_of_what_is_dark(cast):
    order = stage.requested(cast)
    found = stage.told(cast)
    window = SheetOrder(order.pk, p50_at=found.at(377), p80_at=found.at(456))
    assert "p-window" not in text(cast, "/board")
    stage.publish(cast, replace(stage.sheet(found), orders=(window,)))
    assert "p-window" in text(cast, "/board")
    assert "P50 – P80</dt>" in text(cast, f"/?order={order.number}")
