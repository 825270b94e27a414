"""What is on record about somebody changes; what was left empty does not."""

import pytest

from greenlane.core.refusals import NotAllowed, NotFound, Refused, Stale
from greenlane.workforce.models import Person
from greenlane.workforce.tests.test_add_organisation import PARTY


def change(cast, *, by="root", **more):
    return cast.do("workforce.change_person", {"person": cast.id("xu"), **more}, by=by)


def test_only_what_was_said_changes(cast):
    made = cast.do("workforce.add_organisation", PARTY, by="root")
    change(cast, phone="139 0000 0001", organisation=made.facts["organisation"])
    person = Person.objects.get(pk=cast.id("xu"))
    assert (person.name_zh, person.phone) == ("许平", "139 0000 0001")
    assert person.organisation.name_zh == PARTY["name_zh"]


def test_nothing_said_is_no_change(cast):
    with pytest.raises(Refused, match="nothing-to-change"):
        change(cast, name_zh="许平")


def test_a_login_of_somebody_else_is_refused(cast):
    with pytest.raises(Refused, match="account-has-a-person"):
        change(cast, account="liu")
    with pytest.raises(Refused, match="nothing-to-change"):
        change(cast, account="xu")


def test_who_saw_the_old_record_looks_again(cast):
    change(cast, phone="139 0000 0001")
    with pytest.raises(Stale):
        change_seen = {cast.unit.pk: 0}
        cast.do(
            "workforce.change_person",
            {"person": cast.id("xu"), "phone": "139 0000 0002"},
            by="root",
            seen=change_seen,
        )


def test_crew_changes_nobody_and_a_stranger_is_none(cast):
    with pytest.raises(NotAllowed):
        change(cast, by="zhou", phone="139 0000 0001")
    with pytest.raises(NotFound):
        change(cast, person=cast.id("stranger"), phone="139 0000 0001")
