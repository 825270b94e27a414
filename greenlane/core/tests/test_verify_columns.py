"""Whichever column of the memory is edited, the edit is found; none is left out."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from greenlane.core import guard
from greenlane.core.models import Event, EventSubject, Head, Receipt
from greenlane.core.tests.streams import found

OWN_KEY = "id"  # the number of a row in its table says nothing that was told


def columns(model):
    fields = [each for each in model._meta.concrete_fields if each.attname != OWN_KEY]
    return pytest.mark.parametrize("field", [each.attname for each in fields])


def edit(rows, field, *, foreign):
    """Put something else of the same kind into this column of the one row."""
    [row] = rows
    with guard.lifted():
        rows.update(**{field: other(getattr(row, field), field, foreign=foreign)})


def other(value, field, *, foreign):
    if field == "unit_id":
        return foreign.pk
    if isinstance(value, datetime):
        return value - timedelta(microseconds=1)
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, int):
        return value + 1000
    if not value:  # nothing yet, of whatever kind
        return "x" if value == "" else 1000
    return value[:-1] + "x"  # no longer than it was: a column has its bound


@columns(Event)
def test_an_edited_column_of_an_event_is_found(told, field):
    rows = Event.objects.filter(unit=told.unit, seq=3)
    edit(rows, field, foreign=told.foreign)
    places = {"seq": (4, "hole"), "unit_id": (4, "hole"), "prev": (3, "link-broken")}
    seq, what = places.get(field, (3, "event-changed"))
    assert (told.unit.code, seq, what) in found()


@columns(EventSubject)
def test_an_edited_column_of_a_subject_is_found(told, field):
    rows = EventSubject.objects.filter(unit=told.unit, seq=3)
    edit(rows, field, foreign=told.foreign)
    assert (told.unit.code, 3, "subjects-changed") in found()


@columns(Head)
def test_an_edited_column_of_a_head_is_found(told, field):
    if field == "unit_id":  # nobody moves a head where one stands; it may be gone
        with guard.lifted():
            Head.objects.filter(unit=told.unit).delete()
    else:
        edit(Head.objects.filter(unit=told.unit), field, foreign=told.foreign)
    assert any(what == "head-differs" for _unit, _seq, what in found())


@columns(Receipt)
def test_an_edited_column_of_a_receipt_is_found(told, field):
    command = Event.objects.get(unit=told.unit, seq=3).command
    edit(Receipt.objects.filter(pk=command), field, foreign=told.foreign)
    assert found() == [(told.unit.code, 3, "receipt-changed")]


def test_a_receipt_under_another_key_is_found(told):
    command = Event.objects.get(unit=told.unit, seq=3).command
    edit(Receipt.objects.filter(pk=command), "id", foreign=told.foreign)
    assert found() == [
        (told.unit.code, 3, "event-without-receipt"),
        ("receipts", None, "receipt-without-event"),
    ]
