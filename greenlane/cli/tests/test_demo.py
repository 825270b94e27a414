"""serve and demo: where it is served, who is there, and a story that is played."""

import sys
from types import SimpleNamespace

import pytest
from django.utils import translation

from greenlane.cli import demo, serve
from greenlane.cli.tests.stage import run
from greenlane.core.models import Unit
from greenlane.core.verify import verify
from greenlane.drills import county
from greenlane.server.entrance import Entrance
from greenlane.work.labels import label
from greenlane.work.models import Order
from greenlane.workforce.models import (
    Affiliation,
    Certificate,
    Organisation,
    Person,
    Team,
)

PEOPLE = [("wang", "a-long-password", "2468", "duty_officer")]


@pytest.fixture
def opened(monkeypatch):
    """The house is not really opened; what would be said is kept."""
    said = []
    monkeypatch.setattr(serve, "open_house", lambda *given: said.append(given))
    monkeypatch.setattr(county, "build", lambda: PEOPLE)
    return said


def test_an_empty_database_gets_the_county_and_says_who_is_there(db, capsys, opened):
    assert run(capsys, "demo").code == 0
    [(_asked, to, data, lines)] = opened
    assert data["accounts"][0]["pin"] == "2468"
    assert "a-long-password" in lines[-1]
    assert f":{to.port}" in lines[0]


def test_a_county_that_stands_is_served_as_it_is(cast, capsys, opened):
    assert run(capsys, "demo").code == 0
    assert opened[0][2]["accounts"] == []


@pytest.mark.parametrize("words", [(), ("--still",)])
def test_the_real_county_says_its_order_and_everybody_in_it(
    db, capsys, monkeypatch, words
):
    said = []
    monkeypatch.setattr(serve, "open_house", lambda *given: said.append(given))
    assert run(capsys, "demo", *words).code == 0
    [(_asked, _port, data, lines)] = said
    assert len(data["accounts"]) == len(county.rows()) > 40
    assert "BY-220329-1" in lines[1]
    assert "Received" in lines[1]
    assert ("assumed" in " ".join(lines)) is not bool(words)
    table = "\n".join(lines)
    assert all(each["password"] in table for each in data["accounts"])
    assert "Survey engineer" in table
    speeds = {unit.code: unit.clock_speed for unit in Unit.objects.all()}
    assert speeds["BY"] == (0 if words else 1)
    assert Order.objects.count() == (1 if words else 15)
    if not words:
        the_whole_city_is_there()


def the_whole_city_is_there():
    """Members without a trade, and an order in every stage; nothing is amiss."""
    members = Person.objects.filter(pool="member")
    assert members.count() == Affiliation.objects.count() == 3354
    assert Organisation.objects.filter(kind="party").count() == 314
    assert not Certificate.objects.filter(person__in=members).exists()
    assert Team.objects.filter(name_en__contains="Service team").count() == 21
    labels = [label(order) for order in Order.objects.all()]
    assert {each.code for each in labels} >= {
        "received", "feasible", "built", "tested", "works_accepted", "permitted",
        "ready", "energising", "live", "handed_over", "cancelled",
    }  # fmt: skip
    assert {beside for each in labels for beside in each.beside} == {"held", "stopped"}
    assert verify().whole


def test_a_demo_county_says_its_logins_at_every_start(db, capsys, monkeypatch):
    said = []
    monkeypatch.setattr(serve, "open_house", lambda *given: said.append(given))
    run(capsys, "demo", "--still")
    run(capsys, "demo", "--still")
    first, second = (given[2]["accounts"] for given in said)
    assert first == second


@pytest.mark.parametrize("code", [0, 1])
def test_a_story_ends_as_it_went(db, capsys, monkeypatch, code):
    def played(url):
        print(f"09:00 at {url}")
        return code

    story = SimpleNamespace(main=played)
    monkeypatch.setitem(sys.modules, "greenlane.drills.story", story)
    words = ("demo", "--story", "--url", "http://127.0.0.1:9/")
    assert run(capsys, *words).code == code
    told = run(capsys, *words, "--json")
    assert told.code == code
    assert told.data["story"] == ["09:00 at http://127.0.0.1:9"]


@pytest.mark.parametrize("heard", ["", "no space left on this disk"])
def test_a_demo_that_does_not_start_is_said(tmp_path, heard):
    log = tmp_path / "demo.log"
    log.write_text(f"it begins\n{heard}" if heard else "")
    gone = SimpleNamespace(poll=lambda: 2)
    with translation.override("en"), pytest.raises(demo.Wrong) as wrong:
        demo._ready(gone, "http://127.0.0.1:9", log)
    assert wrong.value.next_step == (heard or "Try: greenlane demo")


def test_the_port_is_the_words_or_the_environments(db, capsys, monkeypatch, opened):
    monkeypatch.setenv("GREENLANE_PORT", "8123")
    run(capsys, "serve")
    run(capsys, "serve", "--port", "8124")
    assert [given[1].port for given in opened] == [8123, 8124]


@pytest.mark.parametrize("text", ["x", "0", "99999"])
def test_what_is_no_port_ends_with_two(db, capsys, monkeypatch, opened, text):
    monkeypatch.setenv("GREENLANE_PORT", text)
    assert run(capsys, "serve").code == 2
    assert not opened


def test_an_address_can_be_opened_as_it_is_said():
    assert Entrance("0.0.0.0", 8000).address == "http://127.0.0.1:8000"
    assert Entrance("fe80::1", 80).address == "http://[fe80::1]"
