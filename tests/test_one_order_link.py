"""A crew without an account: one link, one order; it sees, stops, releases nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from greenlane.core import clock, guard, verify
from greenlane.core.models import Event, Link, LinkUse
from greenlane.core.refusals import Refused
from greenlane.desk.tests.pages import Hand, shown
from greenlane.work.models import StopWork
from tests import stages, supply_stages
from tests.cast import Cast
from tests.crews import ASK, crew_of, opened, phone


@pytest.fixture
def crew(cast: Cast) -> Any:
    return crew_of(cast)


def test_the_link_opens_its_order_and_nothing_else(crew: Any) -> None:
    page = shown(crew.phone.get("/link/order"))
    assert str(crew.of.site) in page or crew.of.site.name_en in page
    assert crew.of.number in page
    assert crew.other.number not in page
    for path in ("/", "/mine", "/stops", f"/orders/{crew.of.number}", "/do", "/own"):
        assert crew.phone.get(path)["Location"].startswith("/login"), path
    for path in ("orders", "events", "people", "stream", f"orders/{crew.of.number}"):
        assert crew.phone.get(f"/api/v1/{path}").status_code in {401, 404}, path


def test_it_stops_work_and_the_journal_says_who(crew: Any) -> None:
    sent = {"reason": "电缆沟有积水", "command_id": str(uuid4())}
    for _twice in range(2):
        answer = crew.phone.post("/link/do/stop-work", sent)
        assert answer["Location"] == "/link/order"
    stop = StopWork.objects.get(raised_by=crew.link.account_id)
    assert (stop.order_id, stop.site_id) == (crew.of.pk, None)
    assert "电缆沟有积水" in shown(crew.phone.get("/link/order"))
    hand = Hand("wang").client
    for path in ("/stops", f"/orders/{crew.of.number}"):
        assert "link of 宏达电缆队, opened by 王敏" in shown(hand.get(path)), path
    events = hand.get(f"/api/v1/orders/{crew.of.number}/events").json()["events"]
    stops = [each["by"] for each in events if each["name"] == "work.work_stopped"]
    assert stops == ["", "link of 宏达电缆队, opened by 王敏"]


TOLD = {
    "report-hazard": {"reason": "-"},
    "report-accident": {"told_by": "宏达", "what": "-"},
    "report-energised": {"state": "dual", "told_by": "宏达", "what": "-"},
    "report-supply-lost": {"told_by": "宏达", "what": "-"},
    "report-near-miss": {"what": "吊臂离导线不到一米"},
    "open-wait": {"cause": "access", "holder": "宏达"},
    "add-note": {"text": "门口堆着砂石"},
}


def test_a_near_miss_stands_beside_the_stop(crew: Any) -> None:
    page = shown(crew.phone.get("/link/order"))
    stop, miss = page.index("/link/do/stop-work"), page.index("report-near-miss")
    assert stop < miss < page.index("data-live")


def test_it_tells(crew: Any) -> None:
    for slug, data in TOLD.items():
        page = shown(crew.phone.get(f"/link/do/{slug}"))
        assert all(f'name="{name}"' in page for name in data), slug
        answer = crew.phone.post(f"/link/do/{slug}", data)
        assert answer["Location"] == "/link/order", slug
        told = Event.objects.order_by("-seq")[0]
        assert told.actor == crew.link.account_id, slug
    page = shown(crew.phone.get("/link/order"))
    assert all(f"/link/do/{slug}" in page for slug in TOLD)


def test_what_it_leaves_out_is_asked_for_again(crew: Any) -> None:
    answer = crew.phone.post("/link/do/add-note", {"text": ""})
    assert answer.status_code == 422
    assert 'name="text"' in shown(answer)
    assert crew.phone.get("/link/do/permit").status_code == 404
    assert crew.phone.get("/link/do/lift-stop").status_code == 404


def test_no_post_by_a_link_breaks_a_page(crew: Any) -> None:
    for slug, data in {**TOLD, "stop-work": {"reason": "-"}}.items():
        for value in ("\0", "</form><script>" * 400, "\u202e甲"):
            sent = {**dict.fromkeys(data, value), "nobody_asked": "x"}
            answer = crew.phone.post(f"/link/do/{slug}", sent)
            assert answer.status_code in {303, 422}, (slug, value)
            assert b"<script>" not in answer.content.replace(b'<script src="', b"")


def test_it_ends_when_it_is_closed(crew: Any) -> None:
    Hand("wang").client.post(
        f"/orders/{crew.of.number}/close-link", {"link": str(crew.link.pk)}
    )
    assert crew.phone.get("/link/order")["Location"] == "/link"
    assert crew.phone.post("/link/do/stop-work", {"reason": "-"})["Location"] == "/link"
    assert Client().post("/link", {"code": crew.code}).status_code == 403
    with pytest.raises(Refused, match="link-closed-already"):
        crew.cast.do("work.close_link", {"link": str(crew.link.pk)}, by="wang")


def test_it_ends_by_itself(crew: Any) -> None:
    assert crew.link.expires_at - crew.link.opened_at == timedelta(days=2)
    with guard.lifted():
        Link.objects.update(
            opened_at=clock.wall() - timedelta(days=2),
            expires_at=clock.wall() - timedelta(seconds=1),
        )
    assert crew.phone.get("/link/order")["Location"] == "/link"
    assert Client().post("/link", {"code": crew.code}).status_code == 403


def test_it_ends_with_its_order(cast: Cast) -> None:
    of = stages.order(cast)
    code = opened(of.number)
    client = phone(code)
    client.post("/link/do/stop-work", {"reason": "-"})
    cast.do("work.cancel_order", {"order": str(of.pk), "reason": "-"}, by="feng")
    assert client.get("/link/order")["Location"] == "/link"
    cast.do("work.reopen_order", {"order": str(of.pk)}, by="feng")
    assert Client().post("/link", {"code": code}).status_code == 403
    names = Event.objects.filter(name__startswith="work.link").order_by("seq")
    assert [each.name for each in names] == ["work.link_opened", "work.link_closed"]
    assert verify.verify().whole, verify.verify().findings


def test_whoever_plans_opens_it_and_nobody_else(cast: Cast) -> None:
    of = stages.order(cast)
    place = f"/orders/{of.number}/links"
    assert Hand("liu").client.post(place, ASK).status_code == 403
    assert Hand("stranger").client.post(place, ASK).status_code == 404
    assert Hand("stranger").client.get(place).status_code == 404
    page = shown(Hand("liu").client.get(place))
    assert "There is no link to this order." in page
    assert 'name="why"' not in page
    assert not Link.objects.exists()
    data = {"order": str(of.pk), "secret_sha256": "ab" * 32, "name": "-", "why": "-"}
    with pytest.raises(Refused, match="link-lives-too-long"):
        cast.do("work.open_link", {**data, "days": 15}, by="zhao")
    cast.do("work.open_link", data, by="zhao")
    lives = Link.objects.get()
    assert lives.expires_at - lives.opened_at == timedelta(days=14)
    with pytest.raises(Refused, match="link-secret-used"):
        cast.do("work.open_link", data, by="zhao")


def test_when_it_was_last_used_is_on_the_page(crew: Any) -> None:
    crew.phone.get("/link/order")
    used = LinkUse.objects.get().used_at
    crew.phone.get("/link/order")
    assert LinkUse.objects.get().used_at == used, "not at every request"
    place = f"/api/v1/orders/{crew.of.number}/links"
    [row] = Hand("liu").client.get(place).json()["links"]
    assert row["for"] == "宏达电缆队"
    assert row["opened_by"] == "王敏"
    assert row["last_used_at"] == used.isoformat()
    assert "secret" not in str(row)
    assert Hand("stranger").client.get(place).status_code == 404


def test_of_people_it_tells_the_telephone_of_the_leader_and_the_duty_officer(
    crew: Any,
) -> None:
    with guard.lifted():
        for name in ("liu", "wang", "zhou", "zheng"):
            person = crew.cast.people[name]
            person.phone = f"139-{name}"
            person.save()
    page = shown(crew.phone.get("/link/order"))
    found = set(re.findall(r"139-\w+", page))
    assert found == {"139-liu", "139-wang"}


def test_leaving_forgets_the_link_on_this_device(crew: Any) -> None:
    crew.phone.post("/link/leave")
    assert crew.phone.get("/link/order")["Location"] == "/link"
    phone(crew.code)


def test_what_is_refreshed_leads_to_the_entrance_when_it_has_ended(crew: Any) -> None:
    part = crew.phone.get("/link/order", headers={"HX-Request": "true"})
    assert "<html" not in shown(part)
    crew.cast.do("work.close_link", {"link": str(crew.link.pk)}, by="wang")
    gone = crew.phone.get("/link/order", headers={"HX-Request": "true"})
    assert gone["HX-Redirect"] == "/link"


def test_after_the_handover_it_lives_a_day(cast: Cast) -> None:
    of = supply_stages.live(cast)
    opened(of.number)
    supply_stages.checked(cast, of)
    supply_stages.sheet(cast, of)
    supply_stages.hand_over(cast, of)
    left = Link.objects.get().expires_at - clock.wall()
    assert timedelta(hours=23) < left <= timedelta(hours=24)
