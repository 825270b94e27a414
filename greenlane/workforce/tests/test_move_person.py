"""Somebody moves to another unit: what belongs to the person goes along."""

import pytest

from greenlane.core.models import Account, Grant
from greenlane.core.refusals import NotAllowed, NotFound, Refused
from greenlane.workforce.models import Certificate, Person, TeamMember
from greenlane.workforce.tests.test_leave import team


@pytest.fixture
def two(cast):
    """The administrator looks after the city, and a station stands below Biyang."""
    station = {"parent": "BY", "code": "BY1", "name_zh": "城关所", "name_en": "Station"}
    cast.do("core.add_unit", station, by="root")
    return cast


def move(cast, who="zhou", unit="BY1", *, by="root"):
    asked = {"person": cast.id(who), "unit": unit}
    return cast.do("workforce.move_person", asked, by=by)


def test_certificates_and_login_go_along_roles_and_teams_do_not(two):
    team(two, "liu", "zhou")
    move(two)
    person = Person.objects.get(pk=two.id("zhou"))
    assert person.unit.code == "BY1"
    held = Certificate.objects.filter(person=person)
    assert {each.unit.code for each in held} == {"BY1"}
    assert Account.objects.get(username="zhou").unit.code == "BY1"
    assert Grant.objects.get(account__username="zhou").unit == two.unit
    assert not TeamMember.objects.filter(person=person).exists()
    with pytest.raises(Refused, match="nothing-to-change"):
        move(two)


def test_a_staff_number_of_there_is_refused(two):
    there = {"unit": "BY1", "staff_number": "zhou", "name_zh": "周", "pool": "field"}
    two.do("workforce.add_person", there, by="root")
    with pytest.raises(Refused, match="staff-number-used"):
        move(two)


def test_nobody_is_moved_out_of_reach(two):
    with pytest.raises(NotFound):
        move(two, unit="QS")
    with pytest.raises(NotAllowed):
        move(two, by="yan")
