"""Whoever gives a login knows its password; a first PIN takes the other office."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from greenlane.core import codes, guard
from greenlane.core.actors import actor_for, system
from greenlane.core.door import perform
from greenlane.core.models import Account
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.core.tests.secrets_kept import everything_kept
from greenlane.desk.tests.pages import Hand, shown
from greenlane.workforce.models import Person

FIRST, OWN, PIN = "first-password", "own words here", "730519"
LAST = "words of the last day"
CODE = "2345-ABCD-2345-EFGH"
WHOLE = {"staff_number": "P-1", "name_zh": "新队长", "pool": "field"}


@pytest.fixture
def newcomer(cast):
    """A leader on record; the security administrator has given the login."""
    return given(cast, role="leader")


def given(cast, *, role, username="xin"):
    about = {**WHOLE, "staff_number": username}
    person = cast.do("workforce.add_person", about, by="root").facts["person"]
    login = {"username": username, "password": FIRST, "role": role}
    cast.do("workforce.give_login", {"person": person, **login}, by="yan")
    account = Account.objects.get(username=username)
    cast.accounts[username] = account
    cast.people[username] = Person.objects.get(pk=person)
    return account


def chosen(cast, who="xin"):
    ask = {"password": FIRST, "new_password": OWN, "again": OWN}
    cast.do("core.set_password", ask, by=who)


def set_pin(cast, code="", who="xin"):
    ask = {"password": OWN, "pin": PIN, "code": code}
    cast.do("core.set_pin", {**ask, "new_password": LAST, "again": LAST}, by=who)


def handed(cast, *, by="root", who="xin", verb="core.allow_first_pin"):
    ask = {"account": who, "code_sha256": codes.digest(CODE)}
    return cast.do(verb, ask, by=by)


def now(name):
    return actor_for(Account.objects.get(username=name))


def test_whoever_gave_the_login_never_signs_with_it(cast, newcomer):
    with pytest.raises(NotAllowed, match="password-due"):
        cast.do("core.set_pin", {"password": FIRST, "pin": PIN, "code": ""}, by="xin")
    chosen(cast)
    for code in ("", CODE):
        with pytest.raises(NotAllowed, match="first-pin-shut"):
            set_pin(cast, code)
    for who in ("yan", "xin", "wang"):
        with pytest.raises(NotAllowed, match="role-missing"):
            handed(cast, by=who)
    with pytest.raises(NotAllowed, match="first-pin-shut"):
        handed(cast, by="yan", verb="core.allow_pin")
    assert not Account.objects.get(username="xin").pin


def test_the_person_signs_with_what_two_offices_gave(cast, newcomer):
    chosen(cast)
    handed(cast)
    set_pin(cast, CODE)
    account = Account.objects.get(username="xin")
    assert account.check_pin(PIN)
    assert (account.pin_shut, account.shut_by) == (False, "")
    assert CODE not in everything_kept()
    with pytest.raises(Refused, match="pin-is-the-persons-own"):
        handed(cast)


def test_a_new_password_before_the_first_pin_turns_the_offices_round(cast, newcomer):
    handed(cast)
    ask = {"account": "xin", "password": FIRST}
    cast.do("core.reset_password", ask, by="root")
    chosen(cast)
    with pytest.raises(NotAllowed, match="pin-shut"):
        set_pin(cast, CODE)
    with pytest.raises(NotAllowed, match="pin-shut"):
        handed(cast)
    handed(cast, by="yan", verb="core.allow_pin")
    set_pin(cast, CODE)


@pytest.mark.parametrize("role", ["system_administrator", "security_administrator"])
def test_an_office_is_held_by_nobody_who_does_not_sign(cast, role):
    """Else the one who gave the login would be the second office, too."""
    given(cast, role=role, username="puppet")
    given(cast, role="leader")
    chosen(cast, "puppet")
    assert not now("puppet").needs() & {"administer", "secure"}
    for verb in ("core.allow_first_pin", "core.allow_pin"):
        with pytest.raises(NotAllowed, match="role-missing"):
            cast.accounts["puppet"].refresh_from_db()
            handed(cast, by="puppet", verb=verb)
    handed(cast, who="puppet")
    set_pin(cast, CODE, "puppet")
    assert now("puppet").needs() & {"administer", "secure"}


def test_the_house_founds_its_offices_itself(cast):
    login = {"username": "lin", "name": "林芳", "password": FIRST}
    perform("core.add_account", login, by=system(cast.unit))
    account = Account.objects.get(username="lin")
    assert (account.pin_shut, account.once_until) == (False, None)


def test_the_person_is_told_and_asked_for_an_own_password_first(cast, newcomer):
    client = Client()
    client.cookies["django_language"] = "en"
    client.post("/login", {"username": "xin", "password": FIRST})
    page = shown(client.get("/do/core/set-password"))
    told = f"{cast.accounts['yan'].name} gave this account its first password on"
    assert page.count(told) == 1
    assert "until the system administrator has handed you a code" in page
    ask = {"password": FIRST, "new_password": OWN, "again": OWN}
    client.post("/do/core/set-password", ask)
    assert told in shown(client.get("/own"))
    handed(cast)
    set_pin(cast, CODE)
    assert told not in shown(client.get("/own"))


def test_codes_for_many_are_drawn_on_one_page(cast, newcomer):
    given(cast, role="", username="neu")
    keeper = Hand("root").client
    page = shown(keeper.post("/pin/first", {"accounts": ["xin", "neu"]}))
    found = re.findall(r"<code>((?:[A-Z2-7]{4}-){3}[A-Z2-7]{4})</code>", page)
    assert len(set(found)) == 2
    chosen(cast)
    set_pin(cast, found[0])
    page = shown(keeper.get("/pin/first"))
    assert 'value="neu"' in page
    assert 'value="xin"' not in page
    assert keeper.post("/pin/first", {"accounts": ["wang"]}).status_code == 422
    assert keeper.post("/pin/first", {}).status_code == 422
    for name in ("yan", "zhou", "wang"):
        assert Hand(name).client.get("/pin/first").status_code == 403, name


def test_nobody_waits(cast):
    page = shown(Hand("root").client.get("/pin/first"))
    assert "Nobody waits for a first PIN" in page


def test_who_has_left_waits_for_nothing(cast, newcomer):
    with guard.lifted():
        Account.objects.filter(username="xin").update(is_active=False)
    assert 'value="xin"' not in shown(Hand("root").client.get("/pin/first"))
