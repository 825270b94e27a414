"""A contact can be called; the journal knows neither name nor number."""

import pytest

from greenlane.core.models import Event, Receipt
from greenlane.core.refusals import Malformed, NotAllowed
from greenlane.places.models import Contact


def ask(cast, **more):
    return {
        "site": str(cast.site.pk),
        "name": "唐师傅",
        "phone": "138 0000 1234",
        "is_electrician": True,
        **more,
    }


def test_a_contact_is_added_and_only_the_row_knows_who(cast):
    cast.do("places.add_contact", ask(cast), by="wang")
    assert Contact.objects.get().is_electrician
    kept = str(list(Event.objects.values_list())) + str(list(Receipt.objects.values()))
    assert "唐师傅" not in kept
    assert "0000 1234" not in kept


def test_a_number_that_cannot_be_called_is_refused(cast):
    with pytest.raises(Malformed):
        cast.do("places.add_contact", ask(cast, phone="ask at the gate"), by="wang")


def test_crew_adds_no_contact(cast):
    with pytest.raises(NotAllowed):
        cast.do("places.add_contact", ask(cast), by="zhou")
