"""Somebody who asked to be forgotten is forgotten."""

import pytest

from greenlane.core.refusals import NotFound, Refused
from greenlane.places import queries
from greenlane.places.models import Contact
from greenlane.places.tests.test_add_contact import ask


@pytest.fixture
def contact(cast):
    return cast.do("places.add_contact", ask(cast), by="wang").facts["contact"]


def test_name_and_number_go_and_the_row_stays(cast, contact):
    cast.do("places.erase_contact", {"contact": contact}, by="wang")
    row = Contact.objects.get()
    assert (row.name, row.phone, row.role) == ("", "", "")
    assert queries.site(cast.actor("wang"), cast.site.pk).contacts == ()


def test_a_contact_is_erased_once_and_by_no_stranger(cast, contact):
    with pytest.raises(NotFound):
        cast.do("places.erase_contact", {"contact": contact}, by="stranger")
    cast.do("places.erase_contact", {"contact": contact}, by="wang")
    with pytest.raises(Refused, match="contact-erased-already"):
        cast.do("places.erase_contact", {"contact": contact}, by="wang")
