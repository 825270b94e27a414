"""What if: a question beside the plan; its answer is a table, nothing is written."""

from __future__ import annotations

import pytest
from django.test import Client

from greenlane.core.models import Event
from greenlane.dispatch import asking
from greenlane.dispatch.live.solver import Failed
from greenlane.dispatch.models import Line, UnitPlan
from greenlane.dispatch.tests import inside, stage
from greenlane.work.kit import EQUIPMENT
from greenlane.work.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhao(cast, monkeypatch):
    """The dispatcher's browser; the engine answers in this process, quickly."""
    monkeypatch.setattr(asking, "Solver", inside.Busy)
    monkeypatch.setattr(asking, "SECONDS", 0.4)
    stage.requested(cast)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    client = Client()
    client.force_login(cast.accounts["zhao"])
    client.cookies["django_language"] = "en"
    return client


def asked(client, **data):
    found = client.post("/plan/what-if", data)
    return found.status_code, found.content.decode()


def test_the_page_says_that_it_is_a_question(zhao):
    page = zhao.get("/plan/what-if").content.decode()
    assert "Nothing is written, nobody is told" in page
    for title in ("One more crew", "A crew drops out", "A task begins later"):
        assert title in page
    assert 'href="/plan/what-if"' in zhao.get("/plan").content.decode()


def test_more_hands_end_an_order_sooner_and_nothing_is_written(cast, zhao):
    told, plan = Event.objects.count(), UnitPlan.objects.get().number
    status, page = asked(zhao, what="add", skill="cable", heads="8", at="")
    assert status == 200
    assert '<section class="answer" role="status" tabindex="-1" autofocus>' in page
    assert "min sooner" in page
    assert "weighted dark minute" in page
    assert 'value="8"' in page, "what was asked stands still"
    assert (Event.objects.count(), UnitPlan.objects.get().number) == (told, plan)


def test_who_is_lost_may_make_a_task_impossible(cast, zhao):
    crew = f"person:{cast.id('deng')}"
    assert Line.objects.filter(crews__person=cast.people["deng"]).exists()
    status, page = asked(zhao, what="lose", crew=crew)
    assert status == 200
    assert "cannot be planned" in page
    assert "Comes after “" in page
    assert "Metering; the unit has 0" in page


def test_a_task_that_is_delayed_and_an_order_that_counts_more(cast, zhao):
    task = Task.objects.get(key="A03")
    status, page = asked(zhao, what="delay", task=str(task.pk), minutes="600")
    assert status == 200
    assert "min later" in page
    status, _page = asked(zhao, what="raise", order=str(task.order_id), priority="1")
    assert status == 200


def test_equipment_can_be_lost_where_the_unit_has_counted_some(cast, zhao):
    assert "Equipment drops out" not in zhao.get("/plan/what-if").content.decode()
    kind = next(iter(EQUIPMENT))
    cast.do("dispatch.set_equipment", {"equipment": kind, "count": "2"}, by="zhao")
    assert "Equipment drops out" in zhao.get("/plan/what-if").content.decode()
    status, page = asked(zhao, what="kit", kind=kind, count="2")
    assert status == 200
    assert "answer" in page


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"what": "x"},
        {"what": "add", "skill": "cable", "heads": "999"},
        {"what": "lose", "crew": "team:none"},
        {"what": "delay", "task": "\x00", "minutes": "5"},
    ],
)
def test_what_cannot_be_asked_is_said_at_the_field(zhao, data):
    status, page = asked(zhao, **data)
    assert status == 422
    assert 'class="answer"' not in page


class Dead(inside.Busy):
    """An engine that dies at once."""

    def news(self):
        return Failed("killed")


def test_an_engine_that_dies_is_told_and_the_page_stands(zhao, monkeypatch):
    monkeypatch.setattr(asking, "Solver", Dead)
    status, page = asked(zhao, what="add", skill="cable", heads="2", at="")
    assert status == 422
    assert "The engine gave no answer" in page
    assert "One more crew" in page


def test_it_is_for_whoever_plans(cast):
    client = Client()
    client.force_login(cast.accounts["zhou"])
    assert client.get("/plan/what-if").status_code == 403
    assert client.post("/plan/what-if", {"what": "add"}).status_code == 403
