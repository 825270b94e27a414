"""The dispatcher's order: for one act, signed; no clock time is any part of it."""

import pytest

from greenlane.core.ids import uuid7
from greenlane.core.refusals import Malformed, Refused
from greenlane.safety.models import Instruction, Signature
from tests import stages


def give(cast, *, by="zhao", **other):
    data = {
        "order": str(stages.order(cast).pk), "act": "energise",
        "target": str(uuid7()), "text": "合上2号开关", **other,
    }  # fmt: skip
    done = cast.do("safety.give_instruction", data, by=by)
    return Instruction.objects.get(pk=done.facts["instruction"])


def test_it_is_given_signed_and_waits_to_be_read_back(cast):
    row = give(cast)
    assert (row.given_by, row.read_back_at) == (cast.people["zhao"], None)
    assert Signature.objects.get(document_id=row.pk).role == "dispatcher"


def test_it_has_no_place_for_a_time(cast):
    with pytest.raises(Malformed):
        give(cast, at_time="14:30")
    fields = {field.name for field in Instruction._meta.fields}
    assert not {name for name in fields if "plan" in name or "due" in name}


def test_only_a_dispatcher_gives_it(cast):
    with pytest.raises(Refused, match="role-missing"):
        give(cast, by="he")


def test_it_is_for_an_act_that_is_ordered(cast):
    with pytest.raises(Malformed):
        give(cast, act="permit")
