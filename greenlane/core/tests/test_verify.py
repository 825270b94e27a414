"""Whatever was edited, deleted, invented or cut off is found, and where."""

from uuid import uuid4

import pytest

from greenlane.core import guard
from greenlane.core.models import Event, EventSubject, Head, Receipt
from greenlane.core.tests.streams import change, found, recompute
from greenlane.core.verify import verify


def test_an_honest_house_is_whole(told):
    report = verify()
    assert report.whole
    assert report.events == 6


def test_a_deleted_event_is_found(told):
    with guard.lifted():
        Event.objects.filter(unit=told.unit, seq=3).delete()
    assert (told.unit.code, 4, "hole") in found()


def test_an_event_moved_to_another_unit_is_found(told):
    change(told, 6, unit=told.foreign)
    codes = {unit for unit, _seq, _what in found()}
    assert {told.unit.code, told.foreign.code} <= codes


@pytest.mark.parametrize("seq", [0, 7, 70])
def test_an_inserted_event_is_found(told, seq):
    with guard.lifted():
        event = Event.objects.get(unit=told.unit, seq=6)
        event.pk, event.seq = None, seq
        event.save(force_insert=True)
    assert found()


def test_an_event_appended_in_good_form_lacks_its_receipt(told):
    with guard.lifted():
        event = Event.objects.get(unit=told.unit, seq=6)
        event.pk, event.seq, event.command = None, 7, uuid4()
        event.save(force_insert=True)
        for row in EventSubject.objects.filter(unit=told.unit, seq=6):
            row.pk, row.seq = None, 7
            row.save(force_insert=True)
    recompute(told)
    assert found() == [(told.unit.code, 7, "event-without-receipt")]


def test_a_removed_receipt_is_found(told):
    with guard.lifted():
        command = Event.objects.get(unit=told.unit, seq=2).command
        Receipt.objects.filter(pk=command).delete()
    assert found() == [(told.unit.code, 2, "event-without-receipt")]


def test_a_removed_subject_is_found(told):
    with guard.lifted():
        EventSubject.objects.filter(unit=told.unit, seq=4).delete()
    assert (told.unit.code, 4, "subjects-changed") in found()


@pytest.mark.parametrize(
    ("seq", "what"), [(4, "subjects-changed"), (70, "subject-of-no-event")]
)
def test_an_invented_subject_is_found(told, seq, what):
    with guard.lifted():
        EventSubject.objects.create(
            unit=told.unit, seq=seq, kind="order", subject=uuid4(), name="a.b"
        )
    assert (told.unit.code, seq, what) in found()


def test_a_moved_head_is_found(told):
    with guard.lifted():
        Head.objects.filter(unit=told.unit).update(seq=9)
    assert (told.unit.code, 6, "head-differs") in found()


def test_a_removed_head_is_found(told):
    with guard.lifted():
        Head.objects.filter(unit=told.unit).delete()
    assert any(what == "head-differs" for _unit, _seq, what in found())
