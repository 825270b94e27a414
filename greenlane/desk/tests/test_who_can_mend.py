"""Every refusal says who can mend it: by name or role, with a telephone if known."""

from __future__ import annotations

import pytest

from greenlane.core import guard
from greenlane.core.refusals import Missing, Refused
from greenlane.desk.mending import ONESELF, of_missing, of_refusal
from greenlane.desk.tests.pages import Hand, address, shown
from greenlane.desk.verbs import of_house
from greenlane.texts import TEXTS
from greenlane.work.models import Order
from tests import stages
from tests.cast import Cast


def phone(cast: Cast, name: str, number: str) -> None:
    with guard.lifted():
        cast.people[name].phone = number
        cast.people[name].save()


@pytest.fixture
def asked(cast: Cast):
    return of_house(cast.actor("wang"), cast.unit, "connections", "request")


def test_every_code_has_somebody(asked) -> None:
    def nobody(code: str) -> bool:
        found = (of_refusal(Refused(code), asked), of_missing(Missing("", code), asked))
        return not all(each.oneself or each.helpers for each in found)

    assert not [code for code in sorted(TEXTS) if nobody(code)]


def test_codes_of_ones_own_are_codes() -> None:
    assert set(TEXTS) >= ONESELF


def test_a_gate_names_the_person_and_the_telephone(cast) -> None:
    order = stages.order(cast)
    phone(cast, "guo", "0396 555 0199")
    lack = Missing("G3", "x", holder=f"person:{cast.id('guo')}")
    asked = of_house(cast.actor("wang"), cast.unit, "connections", "request")
    [helper] = of_missing(lack, asked).helpers
    assert (helper.name, helper.phone) == ("郭燕", "0396 555 0199")
    assert Order.objects.get() == order


def test_a_role_is_named_with_its_people_those_with_a_telephone_first(cast) -> None:
    phone(cast, "ma", "0396 555 0177")
    asked = of_house(cast.actor("wang"), cast.unit, "connections", "request")
    helpers = of_missing(Missing("G4", "x", holder="role:leader"), asked).helpers
    assert [each.name for each in helpers] == ["马晓东", "刘海波"]
    assert helpers[0].phone == "0396 555 0177"


def test_a_page_that_is_not_ones_own_says_whom_to_ask(cast) -> None:
    phone(cast, "zhao", "0396 555 0111")
    stages.order(cast)
    page = shown(Hand("zhou").client.get(address("work.assign", "BY-1")))
    assert "Zhao Qiang" in page
    assert 'href="tel:0396 555 0111"' in page


def test_a_page_that_is_not_there_names_the_administrator(cast) -> None:
    phone(cast, "root", "0396 555 0100")
    for language, says in (("en", "Can mend it:"), ("zh-hans", "可以解决的人：")):
        hand = Hand("zhou", language=language)
        page = shown(hand.client.get("/orders/BY-999"))
        assert says in page
        assert "0396 555 0100" in page


def test_what_was_typed_wrong_is_ones_own_to_mend(cast) -> None:
    stages.order(cast)
    hand = Hand("liu")
    form = hand.read(address("work.open_wait", "BY-1"))
    page = shown(hand.send(form, cause="", holder=""))
    assert "You can mend this yourself" in page


def test_who_is_not_logged_in_is_told_no_names(cast, client) -> None:
    assert "管理员" not in client.get("/nowhere").content.decode()
