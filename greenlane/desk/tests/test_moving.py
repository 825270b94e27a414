"""A task is moved: what would slip is said first; nothing is done; the pin holds."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from greenlane.core import clock
from greenlane.core.models import Event
from greenlane.dispatch.models import Line, OrderPlan, Pin
from greenlane.dispatch.sheet import SheetOrder
from greenlane.dispatch.tests import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhao(cast):
    """The dispatcher's browser, before a plan whose window was promised."""
    order = stage.requested(cast)
    told = stage.told(cast)
    end = max(line.end_at for line in stage.sheet(told).lines)
    window = SheetOrder(
        order.pk, p50_at=end, p80_at=end + timedelta(hours=1), end_at=end
    )
    stage.publish(cast, stage.sheet(told, orders=(window,)))
    client = Client()
    client.force_login(cast.accounts["zhao"])
    client.cookies["django_language"] = "en"
    return client


def asked(client, **query):
    answer = client.get("/plan/move", query, headers={"HX-Request": "true"})
    return answer.status_code, answer.content.decode()


def test_a_move_says_what_slips_and_which_promise_breaks_and_then_it_holds(cast, zhao):
    line = Line.objects.get(task__key="A03")
    later = line.start_at + timedelta(hours=4)
    before = Event.objects.count(), OrderPlan.objects.get().end_at
    status, page = asked(zhao, task=line.task_id, start=later.isoformat())
    assert status == 200
    assert "It breaks 1 promise." in page and "promised " in page
    assert "min later" in page and "data-slips=" in page
    assert (Event.objects.count(), OrderPlan.objects.get().end_at) == before
    where = unescape(re.search(r'data-propose href="([^"]+)"', page)[1])
    form = zhao.get(where).content.decode()
    assert "Hold a task in the plan" in form and not Pin.objects.exists()
    held = {name: value for name, [value] in parse_qs(urlsplit(where).query).items()}
    cast.do("dispatch.pin_task", held, by="zhao")
    stage.publish(cast, stage.sheet(stage.told(cast)))
    assert Line.objects.get(task__key="A03").start_at >= later
    assert 'href="#m-pin"' in zhao.get("/plan?axis=all").content.decode()


def test_without_a_script_the_same_is_a_form(zhao):
    line = Line.objects.get(task__key="A03")
    page = zhao.get("/plan/move", {"task": line.task_id}).content.decode()
    assert f'value="{line.task_id}" selected' in page and "<html" in page
    crew = next(iter(line.crews.all())).key
    found = zhao.get("/plan/move", {"ask": 1, "task": line.task_id, "crew": crew})
    assert "No other task begins later." in found.content.decode()


def test_what_is_asked_wrongly_names_the_field(cast, zhao):
    line = Line.objects.get(task__key="A03")
    past = (clock.now() - timedelta(hours=1)).isoformat()
    for query, says in (
        ({"task": line.task_id, "start": past}, "The start lies before now"),
        ({"task": line.task_id, "ask": 1}, "Name another crew, another start"),
        ({"task": "x", "start": past}, "<b>Task</b>"),
        ({"task": line.task_id, "crew": "team:x"}, "<b>With this crew</b>"),
    ):
        status, page = asked(zhao, **query)
        assert status == 422 and says in page, query
    deng = f"person:{cast.id('deng')}"
    status, page = asked(zhao, task=line.task_id, crew=deng)
    assert status == 200 and "So it cannot be done." in page and "Deng Li" in page


def test_only_who_may_hold_a_task_may_move_one(cast, zhao):
    assert 'data-ask="/plan/move"' in zhao.get("/plan").content.decode()
    other = Client()
    other.force_login(cast.accounts["zhou"])
    page = other.get("/plan").content.decode()
    assert "data-task=" not in page and "/plan/move" not in page
    assert other.get("/plan/move").status_code == 403


@pytest.mark.parametrize("start", ["0001-01-01T00:00", "9999-12-31T23:59+00:00"])
def test_the_ends_of_time_are_no_start(zhao, start):
    task = Line.objects.get(task__key="A03").task_id
    for about in (task, "x"):
        assert asked(zhao, task=about, start=start)[0] in {200, 422}
