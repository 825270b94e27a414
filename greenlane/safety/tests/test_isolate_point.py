"""Isolating: ordered, read back, people told, a visible break, operator and guard."""

import pytest

from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import Instruction, Point
from tests import releases, stages


def section(cast):
    of = stages.order(cast)
    isolation = stages.section(cast, of)
    return of, isolation, isolation.infeeds.get()


def test_the_point_is_open_and_the_order_is_used(cast):
    of, isolation, infeed = section(cast)
    stages.told(cast, of)
    stages.ordered(cast, of, infeed)
    point = stages.isolate(cast, isolation, infeed)
    assert Instruction.objects.get().used_for == point.pk


def test_without_an_order_or_people_told_two_gates_hold(cast):
    _of, isolation, infeed = section(cast)
    with pytest.raises(GateHeld) as held:
        stages.isolate(cast, isolation, infeed)
    assert {each.gate for each in held.value.missing} == {"G5a", "G14"}


def test_the_guard_signs_the_order_with_his_own_pin(cast):
    of, isolation, infeed = section(cast)
    stages.told(cast, of)
    stages.ordered(cast, of, infeed, guard_by=None)
    with pytest.raises(Refused, match="switching-guard-unsigned"):
        stages.isolate(cast, isolation, infeed)


def test_operator_and_guard_are_two_people(cast):
    of, isolation, infeed = section(cast)
    stages.told(cast, of)
    stages.ordered(cast, of, infeed)
    with pytest.raises(Refused, match="guard-is-the-operator"):
        stages.isolate(cast, isolation, infeed, guarded_by=cast.id("he"))


def test_whoever_switches_or_guards_is_certified_and_fit_now(cast):
    of, isolation, infeed = section(cast)
    stages.told(cast, of)
    stages.ordered(cast, of, infeed)
    cast.do("workforce.report_unfit", {"person": cast.id("gao")}, by="zhou")
    with pytest.raises(Refused, match="person-unfit"):
        stages.isolate(cast, isolation, infeed)
    card = cast.people["he"].certificates.get()
    cast.do("workforce.revoke_certificate", {"certificate": str(card.pk)}, by="zheng")
    with pytest.raises(Refused, match="switching-not-certified"):
        stages.isolate(cast, isolation, infeed)
    assert not Point.objects.exists()


def test_a_break_nobody_sees_is_none(cast):
    _of, isolation, infeed = section(cast)
    with pytest.raises(Refused, match="break-not-visible"):
        stages.isolate(cast, isolation, infeed, visible_break="unknown")
    assert not Point.objects.exists()


def test_an_infeed_is_opened_once_a_section(cast):
    of = stages.order(cast)
    isolation = stages.isolated(cast, of)
    with pytest.raises(Refused, match="infeed-isolated-already"):
        stages.isolate(cast, isolation, isolation.infeeds.get())


def test_only_switching_operators_open_an_infeed(cast):
    _verb, data, by = releases.isolate(cast)
    with pytest.raises(Refused, match="role-missing"):
        cast.do("safety.isolate_point", data, by="zhou")
    cast.do("safety.isolate_point", data, by=by)
