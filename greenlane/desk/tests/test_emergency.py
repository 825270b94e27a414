"""The sealed account: opened once, loudly, for hours; and no gate knows it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from greenlane.core import clock, guard
from greenlane.core.actors import actor_for, system
from greenlane.core.command import commands
from greenlane.core.door import perform
from greenlane.core.models import Account, Emergency, Event, Grant
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.desk.tests.pages import Hand, shown
from greenlane.roles import ROLES
from tests import stages
from tests.bad_values import plain_data
from tests.cast import PIN

WHO = {"who": "王值班", "why": "认证系统中断"}


def browser():
    client = Client()
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def code(cast):
    page = shown(Hand("yan").client.post("/emergency/seal"))
    return re.search(r"(?:[A-Z2-7]{4}-){7}[A-Z2-7]{4}", page)[0]


@pytest.fixture
def opened(cast, code):
    client = browser()
    answer = client.post("/emergency", {"code": code.lower(), **WHO})
    assert answer.status_code == 303
    return client


def test_the_code_opens_once_and_the_journal_says_so(cast, code, opened):
    assert opened.get("/").status_code == 200
    again = browser().post("/emergency", {"code": code, **WHO})
    assert again.status_code == 403
    names = list(Event.objects.order_by("seq").values_list("name", flat=True))
    assert names == ["core.emergency_sealed", "core.emergency_opened"]
    kept = "".join(Event.objects.values_list("canonical", flat=True))
    assert "王值班" not in kept, "a fact holds no names"


def test_a_wrong_code_opens_nothing_and_shuts_nobody_out(cast, code):
    attacker = browser()
    said = {
        attacker.post("/emergency", {"code": f"WRONG{n}", **WHO}).status_code
        for n in range(65)
    }
    assert said == {403, 429}
    assert browser().post("/emergency", {"code": code, **WHO}).status_code == 303


def test_everybody_of_the_unit_sees_it_and_those_who_watch_read_who_and_why(
    cast, opened
):
    cast.do("core.grant_role", {"account": "zhou", "role": "auditor"}, by="yan")
    for name, reads in (("liu", False), ("yan", True), ("zhou", True)):
        page = shown(Hand(name).client.get("/stops"))
        assert "Emergency account of" in page, name
        assert ("认证系统中断" in page) is reads, name
        assert ("Shut it" in page) is (name == "yan")
    stranger = Hand("stranger").client.get("/stops")
    assert "Emergency account of" not in shown(stranger)


def test_it_ends_by_itself_after_the_hours_of_the_pack(cast, opened, monkeypatch):
    row = Emergency.objects.get()
    assert row.ends_at - row.opened_at == timedelta(hours=12)
    with guard.lifted():
        Emergency.objects.update(
            opened_at=clock.wall() - timedelta(hours=13),
            ends_at=clock.wall() - timedelta(hours=1),
        )
    assert opened.get("/api/v1/orders").status_code == 401
    assert actor_for(row.account).grants == ()
    page = shown(Hand("yan").client.get("/stops"))
    assert "was open from" in page
    assert "was open from" not in shown(Hand("liu").client.get("/stops"))


def test_it_is_shut_by_whoever_lets_people_in_or_by_itself(cast, opened):
    row = Emergency.objects.get()
    with pytest.raises(NotAllowed, match="role-missing"):
        cast.do("core.close_emergency", {"emergency": str(row.pk)}, by="liu")
    cast.do("core.close_emergency", {"emergency": str(row.pk)}, by="yan")
    assert opened.get("/api/v1/orders").status_code == 401


def test_a_new_seal_shuts_the_one_before(cast, code, opened):
    Hand("yan").client.post("/emergency/seal")
    assert opened.get("/api/v1/orders").status_code == 401
    assert Emergency.objects.filter(closed_at__isnull=True).count() == 1


def test_nobody_else_seals_or_opens(cast, code):
    assert Hand("liu").client.post("/emergency/seal").status_code == 403
    ask = {"code_sha256": "ab" * 32, **WHO}
    with pytest.raises(NotAllowed, match="the-house-alone-notes"):
        cast.do("core.open_emergency", ask, by="yan")
    with pytest.raises(NotAllowed, match="emergency-code-wrong"):
        perform("core.open_emergency", ask, by=system(cast.unit))
    with pytest.raises(Refused, match="emergency-code-used"):
        ask = {"code_sha256": Emergency.objects.get().code_sha256}
        cast.do("core.seal_emergency", ask, by="yan")


def test_it_does_what_a_duty_officer_does(cast, opened):
    mine = stages.order(cast)
    for name, data in (
        ("work.add_note", {"order": str(mine.pk), "text": "到场"}),
        ("work.stop_work", {"order": str(mine.pk), "reason": "冒烟"}),
    ):
        sent = {"command": name, "data": data}
        answer = opened.post("/api/v1/commands", sent, "application/json")
        assert answer.status_code == 200, answer.json()


RELEASES = [each for each in commands().values() if each.kind.proof]


@pytest.mark.parametrize("command", RELEASES, ids=lambda each: each.name)
def test_it_releases_nothing_whatever_it_is_given(cast, opened, command):
    """Not even with every role and a PIN written past the door."""
    account = Account.objects.get(sealed=True)
    with guard.lifted():
        account.set_pin(PIN)
        account.save()
        for role in ROLES:
            Grant.objects.create(
                account=account, unit=cast.unit, role=role, granted_at=clock.now()
            )
    actor = actor_for(account, device="d")
    assert {role for _path, role in actor.grants} == {"duty_officer"}
    data = {**plain_data(command.takes), **cast.proof(command.name, {}, by=actor)}
    with pytest.raises(NotAllowed, match=r"release-needs-a-person|role-missing"):
        perform(command.name, data, by=actor)


def test_it_holds_no_role_no_key_and_no_password(cast, opened):
    name = Account.objects.get(sealed=True).username
    with pytest.raises(NotAllowed, match="emergency-account-stays"):
        cast.do("core.grant_role", {"account": name, "role": "permitter"}, by="yan")
    ask = {
        "account": name,
        "name": "robot",
        "scopes": ["desk"],
        "expires_at": (clock.wall() + timedelta(days=1)).isoformat(),
        "secret_sha256": "ef" * 32,
    }
    with pytest.raises(NotAllowed, match="emergency-account-stays"):
        cast.do("core.issue_token", ask, by="yan")
    assert (
        browser().post("/login", {"username": name, "password": ""}).status_code == 401
    )
    pin = opened.post("/pin", {"password": "", "pin": "7391"})
    assert pin.status_code in {403, 422}
