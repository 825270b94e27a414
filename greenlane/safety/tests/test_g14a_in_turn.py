"""G14a: what stands in a switching order has its turn, closings too."""

from __future__ import annotations

import pytest

from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import Instruction, SwitchingStep
from tests import stages, supply_stages, switching_stages
from tests.switching_stages import line


def why(deed, *args, **kwargs) -> set[str]:
    with pytest.raises(GateHeld) as refused:
        deed(*args, **kwargs)
    return {each.what for each in refused.value.missing if each.gate == "G14a"}


def test_a_closing_waits_for_the_step_before_whoever_ordered_it(cast):
    source, box = supply_stages.ready(cast)[:2]
    of = source.order
    rows = [line("check"), line("restore_source", source), line("energise", box)]
    row = switching_stages.in_force(cast, of, rows)
    supply_stages.ordered(cast, source)  # the act alone, beside the whole
    stages.sign(cast, source, "guard", by="gao")
    assert why(supply_stages.try_to_close, cast, source) == {"not-the-next-step"}
    switching_stages.by_hand(cast, row, 1)
    stages.sign(cast, source, "guard", by="he")
    with pytest.raises(Refused, match="not-the-ones-ordered"):
        supply_stages.try_to_close(cast, source, by="gao", guard="he")
    supply_stages.try_to_close(cast, source)
    supply_stages.read(cast, source)
    stages.sign(cast, box, "guard", by="gao")
    supply_stages.try_to_close(cast, box)  # no order but the whole
    assert [each.made for each in row.steps.order_by("place")][1:] == [
        source.pk,
        box.pk,
    ]
    assert Instruction.objects.get(target=row.pk).used_at is None
    cast.do("safety.end_switching", {"switching": str(row.pk)}, by="he")
    assert Instruction.objects.get(target=row.pk).used_for == row.pk


def test_a_guard_who_signed_the_step_and_not_the_order_is_no_guard_of_it(cast):
    step = supply_stages.ready(cast)[0]
    rows = [line("restore_source", step)]
    switching_stages.in_force(cast, step.order, rows, signed=False)
    stages.sign(cast, step, "guard", by="gao")
    with pytest.raises(Refused, match="switching-guard-unsigned"):
        supply_stages.try_to_close(cast, step)
    assert not SwitchingStep.objects.filter(done_at__isnull=False).exists()


def test_an_order_whose_steps_are_not_in_it_goes_as_before(cast):
    steps = supply_stages.ready(cast)
    switching_stages.in_force(cast, steps[0].order, [line("check")])
    supply_stages.close(cast, steps[0])


def test_what_was_pinned_before_asks_nobody(cast):
    of = stages.order(cast)
    switching_stages.asked_at(cast, of, 1)
    section = stages.dead(cast, of)
    stages.earth(cast, section)


def test_an_area_of_high_voltage_counts_where_no_device_is_known(cast):
    of = stages.order(cast)
    section = stages.section(cast, of)
    with stages.guard.lifted():
        section.area = "hv"
        section.save(update_fields=["area"])
    stages.told(cast, of)
    stages.ordered(cast, of, section.infeeds.get())
    assert why(stages.isolate, cast, section, section.infeeds.get()) == {
        "no-switching-order"
    }
