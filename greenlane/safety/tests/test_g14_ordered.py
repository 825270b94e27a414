"""G14: the dispatcher ordered this very act, it was read back, and it is used once."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.ids import uuid7
from greenlane.core.locks import Lock
from greenlane.safety.gates import g14_ordered as g14
from greenlane.safety.models import Instruction
from greenlane.safety.tests.stage import act, held
from tests import stages


def order_to(cast, of, kind, target, *, read_back=True):
    words = {"order": str(of.pk), "act": kind, "target": str(target), "text": "合上"}
    done = cast.do("safety.give_instruction", words, by="zhao")
    given = str(done.facts["instruction"])
    if read_back:
        cast.do("safety.read_back", {"instruction": given, "text": "合上"}, by="he")
    return Instruction.objects.get(pk=given)


def test_an_order_that_was_read_back_opens_it(cast):
    of, target = stages.order(cast), uuid7()
    asked = act(of, "energise", subject=target)
    assert held(g14, asked) == ["no-order-given"]
    row = order_to(cast, of, "energise", target)
    assert held(g14, asked) == []
    assert g14.basis(asked) == [("instruction", row.pk)]
    assert Lock(Instruction, row.pk) in g14.locks(asked)


def test_unread_it_holds(cast):
    of, target = stages.order(cast), uuid7()
    order_to(cast, of, "energise", target, read_back=False)
    assert held(g14, act(of, "energise", subject=target)) == ["order-not-read-back"]


@pytest.mark.parametrize("change", ["used_at", "withdrawn_at"])
def test_used_or_withdrawn_it_holds(cast, change):
    of, target = stages.order(cast), uuid7()
    row = order_to(cast, of, "energise", target)
    with guard.lifted():
        Instruction.objects.filter(pk=row.pk).update(**{change: clock.now()})
    assert held(g14, act(of, "energise", subject=target)) == ["no-order-given"]


def test_an_order_for_another_act_step_or_order_is_none(cast):
    of, target = stages.order(cast), uuid7()
    order_to(cast, of, "energise", target)
    other = stages.order(cast, "BY-2")
    for asked in (
        act(of, "restore_source", subject=target),
        act(of, "energise", subject=uuid7()),
        act(other, "energise", subject=target),
        act(of, "energise"),
    ):
        assert held(g14, asked) == ["no-order-given"]
