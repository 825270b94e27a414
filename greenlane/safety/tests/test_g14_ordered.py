"""G14: the dispatcher ordered this very act, it was read back, and it is used once."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.ids import uuid7
from greenlane.core.locks import Lock
from greenlane.safety.gates import g14_ordered as g14
from greenlane.safety.models import Instruction
from greenlane.safety.tests.stage import act, held
from tests import stages


def order_to(cast, of, target, *, read_back=True):
    words = {
        "order": str(of.pk),
        "act": "isolate",
        "target": str(target),
        "text": "合上",
    }
    done = cast.do("safety.give_instruction", words, by="zhao")
    given = str(done.facts["instruction"])
    if read_back:
        cast.do("safety.read_back", {"instruction": given, "text": "合上"}, by="he")
    return Instruction.objects.get(pk=given)


def way_in(cast):
    """An order, and what may be ordered to be opened on it."""
    of = stages.order(cast)
    return of, stages.section(cast, of).infeeds.get().pk


def test_an_order_that_was_read_back_opens_it(cast):
    of, target = way_in(cast)
    asked = act(of, "isolate", subject=target)
    assert held(g14, asked) == ["no-order-given"]
    row = order_to(cast, of, target)
    assert held(g14, asked) == []
    assert g14.basis(asked) == [("instruction", row.pk)]
    assert Lock(Instruction, row.pk) in g14.locks(asked)


def test_unread_it_holds(cast):
    of, target = way_in(cast)
    order_to(cast, of, target, read_back=False)
    assert held(g14, act(of, "isolate", subject=target)) == ["order-not-read-back"]


@pytest.mark.parametrize("change", ["used_at", "withdrawn_at"])
def test_used_or_withdrawn_it_holds(cast, change):
    of, target = way_in(cast)
    row = order_to(cast, of, target)
    with guard.lifted():
        Instruction.objects.filter(pk=row.pk).update(**{change: clock.now()})
    assert held(g14, act(of, "isolate", subject=target)) == ["no-order-given"]


def test_an_order_for_another_act_step_or_order_is_none(cast):
    of, target = way_in(cast)
    order_to(cast, of, target)
    other = stages.order(cast, "BY-2")
    for asked in (
        act(of, "restore_source", subject=target),
        act(of, "isolate", subject=uuid7()),
        act(other, "isolate", subject=target),
        act(of, "isolate"),
    ):
        assert held(g14, asked) == ["no-order-given"]
