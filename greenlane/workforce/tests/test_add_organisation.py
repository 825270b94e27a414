"""An organisation is an affiliation: known once by its name."""

import pytest

from greenlane.core.models import Event
from greenlane.core.refusals import Malformed, NotAllowed, Refused
from greenlane.workforce.models import Organisation

PARTY = {"name_zh": "城关供电所党支部", "kind": "party"}


def test_an_organisation_is_added_and_told_by_its_name(cast):
    cast.do("workforce.add_organisation", PARTY, by="root")
    assert Organisation.objects.get().unit == cast.unit
    assert Event.objects.get().name == "workforce.organisation_added"


def test_a_name_is_used_once_in_a_unit(cast):
    cast.do("workforce.add_organisation", PARTY, by="root")
    with pytest.raises(Refused, match="organisation-name-used"):
        cast.do("workforce.add_organisation", PARTY, by="root")


def test_an_unknown_kind_is_refused(cast):
    with pytest.raises(Malformed):
        cast.do("workforce.add_organisation", {**PARTY, "kind": "club"}, by="root")


def test_crew_adds_no_organisation(cast):
    with pytest.raises(NotAllowed):
        cast.do("workforce.add_organisation", PARTY, by="zhou")
