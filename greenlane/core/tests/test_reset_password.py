"""Somebody forgot the password: good once, for days, for nobody's office but one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from greenlane.core import clock, guard
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.models import Account, Event, Factor, Grant
from greenlane.core.refusals import NotAllowed, NotFound
from greenlane.core.tests.secrets_kept import everything_kept
from greenlane.desk.tests.pages import Hand, shown
from tests import stages

NEW = "KYRW-2QXT-77AB-MMCD"


def reset(cast, who="liu", *, by="root", password=NEW):
    ask = {"account": who, "password": password}
    return cast.do("core.reset_password", ask, by=by)


def log_in(password, who="liu"):
    client = Client()
    client.cookies["django_language"] = "en"
    return client, client.post("/login", {"username": who, "password": password})


def drawn(who="liu"):
    """The page of the administrator draws one and says it once."""
    page = Hand("root").client.post("/password", {"account": who})
    return re.search(r"<code>((?:[A-Z2-7]{4}-){3}[A-Z2-7]{4})</code>", shown(page))[1]


def test_it_is_changed_before_anything_else(cast):
    of = stages.order(cast)
    before = Hand("liu").client
    code = drawn()
    assert before.get("/api/v1/orders").status_code == 401, "every login has ended"
    assert log_in("pass-liu")[1].status_code == 401
    client, answer = log_in(code)
    assert answer.status_code == 303
    for path in ("/", "/mine", f"/orders/{of.number}", "/do/work/add-note"):
        assert client.get(path)["Location"] == "/do/core/set-password", path
    assert client.get("/api/v1/orders").json()["code"] == "password-due"
    page = shown(client.get("/do/core/set-password"))
    assert "Choose a password of your own first." in page
    own = {
        "password": code,
        "new_password": "own words here",
        "again": "own words here",
    }
    assert client.post("/do/core/set-password", own).status_code == 303
    assert client.get(f"/orders/{of.number}").status_code == 200
    assert Account.objects.get(username="liu").once_until is None
    assert log_in(code)[1].status_code == 401


def test_stopping_works_before_it_is_changed(cast):
    of = stages.order(cast)
    client, _answer = log_in(drawn())
    data = {"order": str(of.pk), "reason": "-"}
    sent = {"command": "work.stop_work", "data": data}
    token = client.get("/own") and client.cookies["csrftoken"].value
    done = client.post(
        "/api/v1/commands", sent, "application/json", headers={"X-CSRFToken": token}
    )
    assert done.status_code == 200, done.json()
    note = {"command": "work.add_note", "data": {"order": str(of.pk), "text": "-"}}
    refused = client.post("/api/v1/commands", note, "application/json")
    assert refused.json()["code"] == "password-due"
    pin = {"command": "core.set_pin", "data": {"password": NEW, "pin": "1357"}}
    assert client.post("/api/v1/commands", pin, "application/json").status_code == 403


def test_nothing_is_proved_with_a_password_that_somebody_else_knows(cast):
    reset(cast)
    offer = {"offer": "-", "name": "-", "code": "123456"}
    for verb, data in (
        ("core.set_pin", {"pin": "1357"}),
        ("core.add_totp", offer),
        ("core.draw_codes", {"digests": " ".join(f"{n:064x}" for n in range(10))}),
    ):
        with pytest.raises(NotAllowed, match="password-due"):
            cast.do(verb, {**data, "password": NEW}, by="liu")


def test_it_runs_out(cast):
    done = reset(cast)
    assert done.facts["good_until"]
    with guard.lifted():
        past = clock.wall() - timedelta(seconds=1)
        Account.objects.filter(username="liu").update(once_until=past)
    _client, answer = log_in(NEW)
    assert answer.status_code == 401
    assert "good for some days only" in shown(answer)
    ask = {"username": "liu", "password": NEW}
    answer = Client().post("/api/v1/session", ask, "application/json")
    assert answer.json()["code"] == "password-ran-out"


def test_the_secret_is_kept_nowhere_and_the_journal_tells_it(cast):
    reset(cast)
    assert NEW not in everything_kept()
    assert [each.name for each in Event.objects.all()] == ["core.password_reset"]


def test_the_second_proof_stays(cast):
    with guard.lifted():
        Factor.objects.create(
            unit=cast.unit, account=cast.accounts["liu"], kind="totp", name="-",
            secret="-", added_at=clock.now(),
        )  # fmt: skip
    reset(cast)
    assert Factor.objects.get().removed_at is None
    _client, answer = log_in(NEW)
    assert answer["Location"] == "/login/second"


def test_each_office_keeps_out_of_the_other_two(cast):
    """The negative control stands beside: a second one of the same office may."""
    with pytest.raises(NotAllowed, match="role-missing"):
        reset(cast, by="yan")
    with pytest.raises(NotAllowed, match="password-of-an-administrator"):
        reset(cast, "yan")
    with pytest.raises(NotAllowed, match="not-ones-own-password"):
        reset(cast, "root")
    role = {"account": "zhou", "role": "system_administrator"}
    cast.do("core.grant_role", role, by="yan")
    assert reset(cast, "zhou").code == "password-reset"


def test_no_role_above_and_no_account_of_another_unit(cast):
    with pytest.raises(NotFound):
        reset(cast, "stranger")
    with guard.lifted():
        Grant.objects.create(
            account=cast.accounts["liu"], unit=cast.city, role="commander",
            granted_at=clock.now(),
        )  # fmt: skip
    with pytest.raises(NotAllowed, match="role-held-above"):
        reset(cast)


def test_an_emergency_account_has_none(cast):
    seal = {"code_sha256": "ab" * 32}
    sealed = cast.do("core.seal_emergency", seal, by="yan").facts["account"]
    for by in (cast.actor("root"), system(cast.unit)):
        ask = {"account": sealed, "password": NEW}
        with pytest.raises(NotAllowed, match="nobodys-account"):
            perform("core.reset_password", ask, by=by)


def test_whoever_stands_at_the_machine_may_for_every_office(cast):
    for who in ("yan", "root"):
        ask = {"account": who, "password": NEW}
        perform("core.reset_password", ask, by=system(cast.unit))
    assert log_in(NEW, "yan")[1].status_code == 303


def test_the_page_is_the_system_administrators(cast):
    for name in ("yan", "liu", "wang"):
        assert Hand(name).client.get("/password").status_code == 403, name
    page = shown(Hand("root").client.post("/password", {"account": ""}))
    assert "<code>" not in page
    assert "/password" in shown(Hand("root").client.get("/own"))
