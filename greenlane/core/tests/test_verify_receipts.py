"""A receipt says what the journal has sealed; before there were seals, nobody knows."""

import json
from uuid import uuid4

import pytest

from greenlane.core import guard
from greenlane.core.journal import UNSEALED
from greenlane.core.models import Event, OpenClaim, Receipt
from greenlane.core.refusals import Refused
from greenlane.core.tests.streams import change, found, recompute
from tests.stages import order

OLD = 3  # how many of the six facts were told before there were seals


def receipt_of(cast, seq):
    """The receipt behind this event, as rows that may be edited."""
    command = Event.objects.get(unit=cast.unit, seq=seq).command
    return Receipt.objects.filter(pk=command)


def edit_answer(cast, seq):
    [receipt] = receipt_of(cast, seq)
    answer = json.loads(receipt.answer)
    answer["facts"]["site"] = str(uuid4())
    with guard.lifted():
        receipt_of(cast, seq).update(answer=json.dumps(answer))


@pytest.fixture
def grown_old(told):
    """The same stream as a house wrote its first half before it sealed receipts."""
    for seq in range(1, OLD + 1):
        change(told, seq, alg=UNSEALED, seal="")
    recompute(told)
    return told


def forge(answer='{"code": "a", "facts": {}, "positions": {}}'):
    with guard.lifted():
        forged = Receipt.objects.get(pk=Event.objects.get(seq=6).command)
        forged.pk, forged.answer = uuid4(), answer
        forged.save(force_insert=True)


def test_an_edited_answer_is_found(told):
    edit_answer(told, 5)
    assert found() == [(told.unit.code, 5, "receipt-changed")]


def test_a_receipt_that_was_exchanged_with_another_is_found(told):
    [one], [other] = receipt_of(told, 2), receipt_of(told, 5)
    with guard.lifted():
        receipt_of(told, 2).update(answer=other.answer, fingerprint=other.fingerprint)
        receipt_of(told, 5).update(answer=one.answer, fingerprint=one.fingerprint)
    assert [seq for _unit, seq, _what in found()] == [2, 5]


def test_a_forged_receipt_is_found(told):
    forge()
    assert found() == [("receipts", None, "receipt-without-event")]


def test_a_seal_that_was_made_anew_breaks_the_chain(told):
    change(told, 5, seal="0" * 64)
    assert (told.unit.code, 5, "event-changed") in found()


def test_a_seal_taken_away_breaks_the_chain(told):
    change(told, 5, seal="")
    assert (told.unit.code, 5, "event-changed") in found()
    change(told, 5, alg=UNSEALED)
    assert (told.unit.code, 5, "event-changed") in found()


def test_behind_a_seal_no_event_goes_without(told):
    change(told, 5, alg=UNSEALED, seal="")
    recompute(told)
    assert found() == [(told.unit.code, 5, "seal-missing")]


def test_a_due_seal_is_not_replaced_by_none(told):
    for seq in range(1, 7):
        change(told, seq, seal="")
    recompute(told)
    assert {what for _unit, _seq, what in found()} == {"seal-missing"}


def test_events_from_before_are_no_less_whole(grown_old):
    assert found() == []


def test_a_receipt_from_before_is_not_compared_one_since_is(grown_old):
    edit_answer(grown_old, OLD)
    assert found() == []
    edit_answer(grown_old, OLD + 1)
    assert found() == [(grown_old.unit.code, OLD + 1, "receipt-changed")]


def test_a_seal_set_into_an_old_event_breaks_the_chain(grown_old):
    change(grown_old, 2, seal="0" * 64)
    assert (grown_old.unit.code, 2, "event-changed") in found()


def test_in_an_old_house_only_a_receipt_of_nothing_may_lack_its_event(grown_old):
    forge()
    assert found() == []
    forge(answer='{"code": "a", "facts": {}, "positions": {"1": 6}}')
    forge(answer="{")
    assert found() == [("receipts", None, "receipt-without-event")] * 2


def test_a_command_that_changes_nothing_tells_that(cast):
    there = {"site": str(cast.site.pk)}
    for code in ("checked-in", "checked-in-already"):
        assert cast.do("workforce.check_in", there, by="liu").code == code
    last = Event.objects.get(unit=cast.unit, name="core.nothing_changed")
    assert json.loads(last.canonical) == {"command": "workforce.check_in"}
    assert found() == []


def test_a_claim_that_was_left_open_is_sealed(cast):
    done = {"task": str(order(cast).tasks.first().pk)}
    key = uuid4()
    answer = cast.do("work.finish_task", done, by="liu", id=key, queued=True)
    assert answer.code == "claim-left-open"
    assert OpenClaim.objects.filter(pk=key).exists()
    assert found() == []
    with guard.lifted():
        Receipt.objects.filter(pk=key).update(answer=answer.code)
    assert [what for _unit, _seq, what in found()] == ["receipt-changed"]


def test_a_refusal_leaves_no_receipt_and_nothing_to_seal(cast):
    key = uuid4()
    with pytest.raises(Refused):
        cast.do("places.add_site", {"code": "A", "name_zh": "甲"}, by="liu", id=key)
    assert not Receipt.objects.filter(pk=key).exists()
    assert found() == []
