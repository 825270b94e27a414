"""A person is known once: by staff number, and by login name."""

import pytest

from greenlane.core.models import Event, Receipt
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused
from greenlane.workforce.models import Person

LIN = {
    "staff_number": "BY-0231",
    "name_zh": "林芳",
    "name_en": "Lin Fang",
    "phone": "138 0000 4321",
    "pool": "field",
}


@pytest.fixture
def login(cast):
    ask = {"username": "lin", "name": "林芳", "password": "long-enough-1"}
    cast.do("core.add_account", ask, by="yan")
    return "lin"


def test_a_person_is_added_and_only_the_row_knows_the_number(cast):
    cast.do("workforce.add_person", LIN, by="root")
    person = Person.objects.get(staff_number="BY-0231")
    assert (person.unit, person.account, person.unfit_since) == (cast.unit, None, None)
    kept = str(list(Event.objects.values_list())) + str(list(Receipt.objects.values()))
    assert "林芳" not in kept
    assert "0000 4321" not in kept


def test_a_login_makes_the_person_one_who_signs(cast, login):
    cast.do("workforce.add_person", {**LIN, "account": login}, by="root")
    assert Person.objects.get(account__username=login).name_zh == "林芳"


def test_a_staff_number_stands_for_one_person(cast):
    with pytest.raises(Refused, match="staff-number-used") as refused:
        cast.do("workforce.add_person", {**LIN, "staff_number": "liu"}, by="root")
    assert refused.value.facts == {"field": "staff_number", "number": "liu"}


def test_a_login_stands_for_one_person(cast):
    with pytest.raises(Refused, match="account-has-a-person"):
        cast.do("workforce.add_person", {**LIN, "account": "liu"}, by="root")


@pytest.mark.parametrize("unknown", [{"account": "nobody"}, {"unit": "XX"}])
def test_a_login_or_unit_that_nobody_knows_is_none_at_all(cast, unknown):
    with pytest.raises(NotFound):
        cast.do("workforce.add_person", {**LIN, **unknown}, by="root")


def test_a_foreign_unit_is_none_at_all(cast):
    with pytest.raises(NotFound):
        cast.do("workforce.add_person", {**LIN, "unit": cast.foreign.code}, by="root")


def test_a_pool_is_always_said(cast):
    with pytest.raises(Malformed):
        cast.do("workforce.add_person", {**LIN, "pool": ""}, by="root")


def test_crew_adds_nobody(cast):
    with pytest.raises(NotAllowed):
        cast.do("workforce.add_person", LIN, by="zhou")
