"""Whoever gives a password may use it; to sign as its owner takes a second office."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from greenlane.core import clock, codes, guard
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.models import Account, Event
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.core.tests.secrets_kept import everything_kept
from greenlane.desk.tests.pages import Hand, shown

GIVEN, OWN, PIN = "KYRW-2QXT-77AB-MMCD", "own words here", "730519"
LAST = "words of the last day"
CODE = "2345-ABCD-2345-EFGH"


def reset(cast, who="liu"):
    ask = {"account": who, "password": GIVEN}
    return cast.do("core.reset_password", ask, by="root")


def taken_over(cast, password=OWN):
    """The administrator comes in with the password that he gave, and chooses one."""
    reset(cast)
    chosen = {"password": GIVEN, "new_password": password, "again": password}
    cast.do("core.set_password", chosen, by="liu")


def set_pin(cast, code="", *, password=OWN):
    ask = {"password": password, "pin": PIN, "code": code}
    ask |= {"new_password": LAST, "again": LAST} if code else {}
    return cast.do("core.set_pin", ask, by="liu")


def handed(cast, code=CODE, *, by="yan", who="liu"):
    ask = {"account": who, "code_sha256": codes.digest(code)}
    return cast.do("core.allow_pin", ask, by=by)


def pin_fits(pin):
    return Account.objects.get(username="liu").check_pin(pin)


def test_whoever_gave_the_password_never_signs_with_it(cast):
    assert pin_fits("2468")
    taken_over(cast)
    assert not pin_fits("2468"), "the PIN of before signs nothing"
    for code in ("", CODE):
        with pytest.raises(NotAllowed, match="pin-shut"):
            set_pin(cast, code)
    with pytest.raises(NotAllowed, match="role-missing"):
        handed(cast, by="root")
    with pytest.raises(NotAllowed, match="role-missing"):
        handed(cast, by="liu")
    handed(cast)
    with pytest.raises(NotAllowed, match="pin-code-wrong"):
        set_pin(cast, "AAAA-AAAA-AAAA-AAAA")
    assert not pin_fits(PIN)


def test_the_person_signs_again_with_what_two_offices_gave(cast):
    taken_over(cast)
    handed(cast)
    set_pin(cast, CODE.lower().replace("-", " "))
    assert pin_fits(PIN)
    assert CODE not in everything_kept()
    told = [each.name for each in Event.objects.order_by("id")]
    assert told[-3:] == ["core.pin_allowed", "core.password_set", "core.pin_set"]
    set_pin(cast, password=LAST)  # from now on it is the person's own again


def test_a_code_is_good_once_for_an_hour_and_not_after_another_reset(cast):
    taken_over(cast)
    handed(cast)
    with guard.lifted():
        past = clock.wall() - timedelta(seconds=1)
        Account.objects.filter(username="liu").update(pin_code_until=past)
    with pytest.raises(NotAllowed, match="pin-shut"):
        set_pin(cast, CODE)
    handed(cast)
    taken_over(cast)
    with pytest.raises(NotAllowed, match="pin-shut"):
        set_pin(cast, CODE)
    handed(cast)
    set_pin(cast, CODE)
    taken_over(cast)
    with pytest.raises(NotAllowed, match="pin-shut"):
        set_pin(cast, CODE)


def test_the_machine_shuts_the_pin_too_and_nobody_hands_himself_a_code(cast):
    ask = {"account": "yan", "password": GIVEN}
    perform("core.reset_password", ask, by=system(cast.unit))
    assert Account.objects.get(username="yan").pin_shut
    with pytest.raises(NotAllowed, match="not-ones-own-pin"):
        handed(cast, who="yan")
    with pytest.raises(Refused, match="pin-is-the-persons-own"):
        handed(cast, who="wang")


def test_the_person_is_told_whoever_came_first(cast):
    """The administrator logs in first, and consumes the password that is good once."""
    taken_over(cast, password="the words of root")
    reset(cast)
    client = Client()
    client.cookies["django_language"] = "en"
    client.post("/login", {"username": "liu", "password": GIVEN})
    page = shown(client.get("/do/core/set-password"))
    told = f"{cast.accounts['root'].name} gave this account a new password on"
    assert page.count(told) == 2
    chosen = {"password": GIVEN, "new_password": OWN, "again": OWN}
    client.post("/do/core/set-password", chosen)
    assert told in shown(client.get("/own"))
    handed(cast)
    set_pin(cast, CODE)
    assert told not in shown(client.get("/own"))


def test_a_page_without_a_login_tells_nothing_of_it(cast):
    taken_over(cast)
    assert Client().get("/login").status_code == 200
    assert "new password on" not in shown(Client().get("/login"))


def test_the_code_is_drawn_on_a_page_of_the_security_administrator(cast):
    keeper = Hand("yan").client
    assert 'value="liu"' not in shown(keeper.get("/pin/code"))
    taken_over(cast)
    assert 'value="liu"' in shown(keeper.get("/pin/code"))
    page = shown(keeper.post("/pin/code", {"account": "liu"}))
    code = re.search(r"<code>((?:[A-Z2-7]{4}-){3}[A-Z2-7]{4})</code>", page)[1]
    set_pin(cast, code)
    assert pin_fits(PIN)
    for name in ("root", "zhou", "wang"):
        assert Hand(name).client.get("/pin/code").status_code == 403, name


def test_a_password_that_ran_out_changes_nothing_in_a_login_of_before(cast):
    reset(cast)
    with guard.lifted():
        past = clock.wall() - timedelta(seconds=1)
        Account.objects.filter(username="liu").update(once_until=past)
    chosen = {"password": GIVEN, "new_password": OWN, "again": OWN}
    with pytest.raises(NotAllowed, match="password-ran-out"):
        cast.do("core.set_password", chosen, by="liu")
