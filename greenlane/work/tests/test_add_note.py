"""A note is kept, and makes nothing stale."""

import pytest

from greenlane.core import facts
from greenlane.core.models import Event
from greenlane.core.refusals import NotFound
from greenlane.work.models import Note


def test_a_note_stands_in_its_row_and_not_in_the_journal(cast, order):
    data = {"order": str(order.pk), "text": "gate code is with the porter"}
    cast.do("work.add_note", data, by="zhou")
    event = Event.objects.get(name="work.note_added")
    assert Note.objects.get().recorded_seq == event.seq
    assert "porter" not in event.canonical
    assert facts.known()["work.note_added"].QUIET


def test_a_photo_must_have_been_uploaded(cast, order):
    data = {"order": str(order.pk), "text": "see photo", "photo": "0" * 64}
    with pytest.raises(NotFound):
        cast.do("work.add_note", data, by="zhou")
