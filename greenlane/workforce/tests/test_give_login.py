"""Somebody on record gets a login and a first role in one act."""

import pytest

from greenlane.core.models import Grant
from greenlane.core.refusals import Malformed, NotAllowed, Refused
from greenlane.workforce.models import Person

NEW = {"staff_number": "P-1", "name_zh": "新人", "pool": "field"}
LOGIN = {"username": "xinren", "password": "first-password"}


@pytest.fixture
def newcomer(cast):
    return cast.do("workforce.add_person", NEW, by="root").facts["person"]


def test_a_login_comes_with_its_role(cast, newcomer):
    asked = {"person": newcomer, **LOGIN, "role": "crew"}
    cast.do("workforce.give_login", asked, by="yan")
    person = Person.objects.get(pk=newcomer)
    assert (person.account.username, person.account.name) == ("xinren", "新人")
    assert Grant.objects.get(account=person.account).role == "crew"
    with pytest.raises(Refused, match="person-has-login"):
        cast.do("workforce.give_login", {**asked, "username": "zwei"}, by="yan")


def test_without_a_role_nothing_is_granted(cast, newcomer):
    cast.do("workforce.give_login", {"person": newcomer, **LOGIN}, by="yan")
    assert not Grant.objects.filter(account__username="xinren").exists()


def test_who_may_not_and_what_will_not_do(cast, newcomer):
    asked = {"person": newcomer, **LOGIN}
    with pytest.raises(NotAllowed):
        cast.do("workforce.give_login", asked, by="root")
    with pytest.raises(Refused, match="login-name-used"):
        cast.do("workforce.give_login", {**asked, "username": "liu"}, by="yan")
    with pytest.raises(Malformed):
        cast.do("workforce.give_login", {**asked, "password": "short"}, by="yan")
