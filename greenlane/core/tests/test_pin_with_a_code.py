"""What the one who gave a password may have prepared, the day the PIN is set ends."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from greenlane.core import clock, codes, guard
from greenlane.core.actors import actor_for_token, system
from greenlane.core.door import perform
from greenlane.core.models import Account, Event, Grant
from greenlane.core.refusals import Malformed, NotAllowed, Refused
from greenlane.desk.tests.pages import Hand, shown

FIRST, KNOWN, OWN, PIN = "first-password", "yan knows this", "nobody knows it", "730519"
CODE = "2345-ABCD-2345-EFGH"


@pytest.fixture
def prepared(cast):
    """The one who gave the login was there first, and has chosen the own password."""
    login = {"username": "xin", "name": "新队长", "password": FIRST}
    cast.do("core.add_account", login, by="yan")
    cast.accounts["xin"] = Account.objects.get(username="xin")
    sent = {"password": FIRST, "new_password": KNOWN, "again": KNOWN}
    cast.do("core.set_password", sent, by="xin")
    ask = {"account": "xin", "code_sha256": codes.digest(CODE)}
    cast.do("core.allow_first_pin", ask, by="root")
    return cast


def set_pin(cast, own=OWN, **other):
    ask = {"password": KNOWN, "pin": PIN, "code": CODE}
    cast.do(
        "core.set_pin", {**ask, "new_password": own, "again": own, **other}, by="xin"
    )


def test_a_password_that_another_knows_does_not_outlive_the_code(prepared):
    """The person was told it and believes it to be the own one: nothing asks again."""
    spy = Client()
    spy.post("/login", {"username": "xin", "password": KNOWN})
    assert spy.get("/own").status_code == 200
    with pytest.raises(Refused, match="password-of-ones-own"):
        set_pin(prepared, own="")
    set_pin(prepared)
    assert spy.get("/own").status_code == 302, "whoever sat there is out"
    account = Account.objects.get(username="xin")
    assert (account.check_pin(PIN), account.check_password(OWN)) == (True, True)
    with pytest.raises(NotAllowed, match="password-wrong"):
        set_pin(prepared, code="", pin="864209")
    told = [each.name for each in Event.objects.order_by("id")]
    assert told[-2:] == ["core.password_set", "core.pin_set"]


@pytest.mark.parametrize(
    ("own", "again", "field"),
    [(KNOWN, KNOWN, "again"), (OWN, "something else", "again"), ("short", "short", "")],
)
def test_the_same_password_is_none_of_ones_own(prepared, own, again, field):
    with pytest.raises(Malformed) as refused:
        set_pin(prepared, own=own, again=again)
    assert {each.field for each in refused.value.errors} & {field or "new_password"}
    assert not Account.objects.get(username="xin").pin


def test_the_login_in_which_the_pin_is_set_goes_on(prepared):
    browser = Client()
    browser.cookies["django_language"] = "en"
    browser.post("/login", {"username": "xin", "password": KNOWN})
    sent = {"password": KNOWN, "pin": PIN, "code": CODE}
    sent |= {"new_password": OWN, "again": OWN}
    assert browser.post("/do/core/set-pin", sent).status_code == 303
    assert browser.get("/own").status_code == 200


def test_an_office_is_not_held_with_a_key_either(cast):
    """A key of before its holder was shut; the grants go through one place."""
    secret = "k" * 40
    ask = {
        "account": "yan",
        "name": "x",
        "scopes": ["desk"],
        "expires_at": (clock.wall() + timedelta(days=1)).isoformat(),
        "secret_sha256": hashlib.sha256(secret.encode()).hexdigest(),
    }
    cast.do("core.issue_token", ask, by="yan")
    assert actor_for_token(secret).may("secure")
    login = {"username": "yan", "password": "pass-yan"}
    browser = Client()
    browser.post("/login", login)
    assert browser.get("/pin/code").status_code == 200
    reset = {"account": "yan", "password": KNOWN}
    perform("core.reset_password", reset, by=system(cast.unit))
    assert not actor_for_token(secret).may("secure")
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/orders", headers=headers).status_code == 403


def test_whoever_is_shut_is_no_second_keeper_of_the_roles(cast):
    """Else the last one who can grant anything goes, and nobody is left."""
    login = {"username": "zwei", "name": "第二", "password": FIRST}
    cast.do("core.add_account", login, by="yan")
    role = {"account": "zwei", "role": "security_administrator"}
    cast.do("core.grant_role", role, by="yan")
    held = Grant.objects.get(account=cast.accounts["yan"], revoked_at=None)
    with pytest.raises(Refused, match="last-security-administrator"):
        cast.do("core.revoke_role", {"grant": str(held.pk)}, by="yan")


def test_a_name_that_is_sent_twice_gets_one_slip(prepared):
    """The first of two codes would be void before it is handed over."""
    page = shown(Hand("root").client.post("/pin/first", {"accounts": ["xin", "xin"]}))
    assert page.count("<code>") == 1


def test_the_page_begins_at_its_title_and_then_at_the_codes(prepared):
    client = Hand("root").client
    assert '<h1 tabindex="-1" autofocus>' in shown(client.get("/pin/first"))
    page = shown(client.post("/pin/first", {"accounts": ["xin"]}))
    assert 'role="status" tabindex="-1" autofocus' in page
    assert page.count("autofocus") == 1


def test_only_those_of_ones_own_care_are_listed(prepared):
    """Seen through another role, but not administered: it would be refused."""
    cast = prepared
    role = {"account": "root", "role": "crew", "unit": "ZMD"}
    perform("core.grant_role", role, by=system(cast.city))
    login = {"username": "oben", "name": "上级", "password": FIRST}
    perform("core.add_account", login, by=system(cast.city))
    with guard.lifted():
        Account.objects.get(username="oben").shut_pin("secure")
    root = Hand("root").client
    page = shown(root.get("/pin/first"))
    assert 'value="xin"' in page
    assert 'value="oben"' not in page
    assert root.post("/pin/first", {"accounts": ["xin", "oben"]}).status_code == 422


@pytest.mark.parametrize(
    "sent",
    [
        {"accounts": ["nobody"]},
        {"accounts": ["link-1"]},
        {"accounts": [""]},
        {"accounts": ["xin\x00"]},
        {"accounts": ["x" * 5000]},
        {"account": "xin"},
    ],
)
def test_what_names_nobody_draws_nothing(prepared, sent):
    before = Account.objects.get(username="xin").pin_code_sha256
    answer = Hand("root").client.post("/pin/first", sent)
    assert answer.status_code == 422
    assert Account.objects.get(username="xin").pin_code_sha256 == before


def test_an_old_house_is_shut_too_and_its_founders_are_not(cast):
    login = {"username": "xin", "name": "新队长", "password": FIRST}
    cast.do("core.add_account", login, by="yan")
    perform("core.add_account", {**login, "username": "lin"}, by=system(cast.unit))
    moved = import_module("greenlane.core.migrations.0012_first_pin")
    with guard.lifted():
        Account.objects.filter(username="xin").update(pin_shut=False, shut_by="")
        moved.shut_where_the_first_password_is_known(apps, None)
    rows = Account.objects.filter(username__in=["xin", "lin", "yan"])
    held = {each.username: (each.pin_shut, each.shut_by) for each in rows}
    assert held.pop("xin") == (True, "secure")
    assert set(held.values()) == {(False, "")}
