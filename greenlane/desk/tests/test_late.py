"""What happened before it is entered: the page takes the time, both times are kept."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.test import Client

from greenlane.board.tests.looking import text
from greenlane.core import clock
from greenlane.core.models import Event
from greenlane.safety.models import Evidence
from greenlane.work.models import StopWork
from tests import stages


def browser(cast, name):
    client = Client()
    client.force_login(cast.accounts[name])
    return client


def on_the_wall(cast, at) -> str:
    """As the clock of the unit shows it, in the field of a page."""
    return f"{at.astimezone(ZoneInfo(cast.unit.timezone)):%Y-%m-%dT%H:%M}"


def test_a_stop_from_a_paper_is_entered_with_the_time_it_was_said(cast):
    of = stages.order(cast)
    said = clock.now() - timedelta(hours=4)
    told = {
        "order": str(of.pk),
        "reason": "孩子在围栏里",
        "happened_at": on_the_wall(cast, said),
    }
    answer = browser(cast, "zhou").post(f"/orders/{of.number}/stop-work", told)
    assert answer.status_code == 303
    stop = StopWork.objects.get()
    assert abs(stop.at - said) < timedelta(minutes=1)
    event = Event.objects.get(name="work.work_stopped")
    assert event.recorded_at - event.at > timedelta(hours=3)
    page = text(cast, f"/orders/{of.number}", by="zhou")
    assert page.count("recorded") >= 2, "in the strip, and in the journal"


def test_a_time_that_cannot_be_read_keeps_no_stop_out(cast):
    of = stages.order(cast)
    told = {"order": str(of.pk), "reason": "-", "happened_at": "gestern"}
    answer = browser(cast, "zhou").post(f"/orders/{of.number}/stop-work", told)
    assert answer.status_code == 303
    assert StopWork.objects.get()


def test_a_claim_with_an_unreadable_time_is_asked_again(cast):
    of = stages.order(cast)
    section = stages.isolated(cast, of)
    told = {"isolation": str(section.pk), "phases": "one", "place": "-", "tester": "Y",
            "proved_before": "yes", "proved_after": "yes", "readings.0.phase": "L1",
            "readings.0.volts": "0", "readings.0.lit": "no"}  # fmt: skip
    client, path = browser(cast, "he"), f"/orders/{of.number}/prove-dead"
    answer = client.post(path, {**told, "happened_at": "gestern"})
    assert answer.status_code == 422
    assert "gestern" in answer.content.decode()
    at = clock.now() - timedelta(minutes=30)
    assert (
        client.post(path, {**told, "happened_at": on_the_wall(cast, at)}).status_code
        == 303
    )
    row = Evidence.objects.get(kind="proved_dead")
    assert row.recorded_at - row.at > timedelta(minutes=28)


def test_a_release_is_never_asked_when_it_happened(cast):
    of = stages.order(cast)
    page = browser(cast, "he").get(f"/orders/{of.number}/isolate-point")
    assert "happened_at" not in page.content.decode()
    page = browser(cast, "he").get(f"/orders/{of.number}/stop-work")
    assert "happened_at" in page.content.decode()
