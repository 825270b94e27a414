"""A step is switched in by two people, on the dispatcher's order, gates walked."""

import pytest
from django.db import IntegrityError, transaction

from greenlane.core import guard
from greenlane.core.actors import CLI, TOKEN, actor_for
from greenlane.core.door import perform
from greenlane.core.models import Event
from greenlane.core.refusals import GateHeld, NotAllowed, Refused
from greenlane.places.models import SupplyState
from greenlane.safety.models import Instruction
from greenlane.work.models import Clearance
from tests import stages
from tests import supply_stages as stage


def test_a_step_is_switched_in_and_its_clearance_bears_its_key(cast):
    [first, *_rest] = stage.ready(cast)
    given = stage.ordered(cast, first)
    stages.sign(cast, first, "guard", by="gao")
    stage.try_to_close(cast, first)
    first.refresh_from_db()
    assert first.clearance_id == first.pk
    assert (first.operator, first.guard) == (cast.people["he"], cast.people["gao"])
    order = Instruction.objects.get(pk=given)
    assert (order.used_for, order.used_at) == (first.pk, first.started_at)
    gates = Clearance.objects.get(pk=first.pk).basis.values_list("gate", flat=True)
    assert {"G10", "G11", "G13", "G14"} <= set(gates)


def test_what_it_feeds_is_fed_from_that_moment(cast):
    steps = stage.ready(cast)
    stage.closed(cast, steps[:2])
    stage.close(cast, steps[2])
    states = SupplyState.objects.filter(ended_at__isnull=True)
    assert states.get(point=cast.block1).state == stage.FED
    assert states.get(point=cast.block2).state == "dark"


def test_nothing_proved_says_every_reason_at_once(cast):
    order = stage.requested(cast)
    [_restore, box, *_rest] = stage.lay_out(cast, order)
    with pytest.raises(GateHeld) as held:
        stage.try_to_close(cast, box)
    assert stage.why(held) == {
        ("G2", "no-verdict"),
        ("G10", "evidence-missing"),
        ("G11", "evidence-missing"),
        ("G13", "evidence-missing"),
        ("G14", "no-order-given"),
        ("G15", "step-before-open"),
    }
    assert not Clearance.objects.exists()
    assert not Event.objects.filter(name="connections.step_energised").exists()


def test_operator_and_guard_are_two_people_who_signed_for_this_step(cast):
    [first, *_rest] = stage.ready(cast)
    stage.ordered(cast, first)
    with pytest.raises(Refused, match="guard-unsigned"):
        stage.try_to_close(cast, first)
    with pytest.raises(Refused, match="guard-is-the-operator"):
        stage.try_to_close(cast, first, guard="he")
    stages.sign(cast, first, "guard", by="gao")
    stage.try_to_close(cast, first)


def test_both_are_certified_and_fit_at_that_moment(cast):
    [first, *_rest] = stage.ready(cast)
    stage.ordered(cast, first)
    stages.sign(cast, first, "guard", by="zhou")
    with pytest.raises(Refused, match="switching-not-certified"):
        stage.try_to_close(cast, first, guard="zhou")
    stages.sign(cast, first, "guard", by="gao")
    cast.do("workforce.report_unfit", {"person": cast.id("he")}, by="zhou")
    with pytest.raises(Refused, match="person-unfit"):
        stage.try_to_close(cast, first)
    cast.do("workforce.declare_fit", {"person": cast.id("he")}, by="zhao")
    stage.try_to_close(cast, first)


def test_a_step_is_switched_in_once(cast):
    [first, *_rest] = stage.ready(cast)
    stage.close(cast, first)
    stage.ordered(cast, first)
    with pytest.raises(Refused, match="step-done-already"):
        stage.try_to_close(cast, first)


def test_a_step_that_was_laid_out_anew_is_gone(cast):
    [first, *_rest] = stage.ready(cast)
    stage.lay_out(cast, first.order)
    with pytest.raises(GateHeld) as held:
        stage.close(cast, first)
    assert stage.why(held) == {("G15", "step-not-laid-out")}


@pytest.mark.parametrize("via", [TOKEN, CLI])
def test_no_machine_and_no_command_line_gives_volts(cast, via):
    [first, *_rest] = stage.ready(cast)
    actor = actor_for(cast.accounts["he"], via=via)
    data = {"step": str(first.pk), "guard": cast.id("gao"), "pin": "2468"}
    with pytest.raises(NotAllowed, match="release-needs-a-person"):
        perform("connections.energise_step", {**data, "challenge": "x"}, by=actor)


def test_it_never_comes_from_a_queue_and_never_from_crew(cast):
    [first, *_rest] = stage.ready(cast)
    data = {"step": str(first.pk), "guard": cast.id("gao")}
    with pytest.raises(Refused, match="not-from-a-queue"):
        cast.do("connections.energise_step", data, by="he", queued=True)
    with pytest.raises(NotAllowed, match="role-missing"):
        cast.do("connections.energise_step", data, by="zhou")


def test_raw_rows_start_no_step_without_its_own_clearance(cast):
    [first, second, *_rest] = stage.ready(cast)
    stage.close(cast, first)
    first.refresh_from_db()
    second.started_at, second.clearance = first.started_at, first.clearance
    second.operator, second.guard = first.operator, first.guard
    with guard.lifted(), pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_one_of_the_two_read_the_order_back_and_neither_gave_it(cast):
    [first, *_rest] = stage.ready(cast)
    stage.ordered(cast, first)  # He read it back
    with guard.lifted():
        grant = cast.accounts["he"].grants.get()
        grant.pk, grant.account = None, cast.accounts["zhao"]
        grant.save(force_insert=True)
    for operator, other in (("zhao", "gao"), ("zhao", "he")):
        stages.sign(cast, first, "guard", by=other)
        with pytest.raises(Refused, match="not-the-ones-ordered"):
            stage.try_to_close(cast, first, by=operator, guard=other)
    stage.try_to_close(cast, first)


def test_a_step_of_the_way_that_was_given_up_is_not_switched_in(cast):
    steps = stage.ready(cast)
    stage.closed(cast, steps[:1])
    way = {"playbook": "c-generator-first", "title": "-", "why": "-"}
    cast.do(
        "connections.choose_option", {"order": str(steps[1].order_id), **way}, by="chen"
    )
    with pytest.raises(Refused, match="step-not-foreseen"):
        stage.close(cast, steps[1])
