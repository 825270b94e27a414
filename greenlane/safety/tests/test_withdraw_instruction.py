"""An order to switch is taken back by anybody, at any moment; then nobody switches."""

import pytest

from greenlane.core.refusals import GateHeld
from greenlane.safety.models import Instruction
from tests import stages


@pytest.mark.parametrize("by", ["zhou", "zhao"])
def test_taken_back_nobody_opens_the_infeed(cast, by):
    of = stages.order(cast)
    isolation = stages.section(cast, of)
    infeed = isolation.infeeds.get()
    stages.told(cast, of)
    given = stages.ordered(cast, of, infeed)
    cast.do("safety.withdraw_instruction", {"instruction": given}, by=by)
    with pytest.raises(GateHeld) as held:
        stages.isolate(cast, isolation, infeed)
    assert [each.what for each in held.value.missing] == ["no-order-given"]


def test_twice_is_once_and_it_comes_from_a_queue_too(cast):
    of = stages.order(cast)
    given = stages.ordered(cast, of, stages.section(cast, of).infeeds.get())
    data = {"instruction": given}
    cast.do("safety.withdraw_instruction", data, by="zhou", queued=True)
    first = Instruction.objects.get().withdrawn_at
    cast.do("safety.withdraw_instruction", data, by="xu")
    assert Instruction.objects.get().withdrawn_at == first is not None
