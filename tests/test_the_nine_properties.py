"""The nine properties of gates: each shown here, or where it says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from greenlane.core.command import commands
from greenlane.core.fields import Instant
from greenlane.core.kinds import RELEASE
from greenlane.core.models import Event
from greenlane.core.refusals import GateHeld, Refused
from greenlane.network.models import Device
from greenlane.places.supply import states_of
from greenlane.safety.models import Evidence, Instruction, Isolation, Point, Ticket
from greenlane.work.models import Clearance, Order, StopWork
from tests import evidence, releases, shape, stages, supply_stages
from tests.cast import Cast

# Property → the file and the tests that show it.
SHOWN = {
    1: ("greenlane/core/tests/test_guard.py", "a_write_outside_the_door_is_refused"),
    2: ("tests/test_evidence_grows_old.py", "it_dies_of_age_as_the_pack_has_it"),
    3: ("greenlane/safety/tests/test_refuse_permit.py", "comes_after_the_permit"),
    4: ("greenlane/safety/tests/test_withdraw_evidence.py", "before_volts_the_permit"),
    5: (__file__, "no_release_comes_from_a_queue"),
    6: ("tests/test_closure.py", "a_permit_not_returned_blocks_the_other"),
    7: (__file__, "no_release_and_no_order_to_switch_has_a_time"),
    8: ("greenlane/safety/tests/test_correct_reading.py", "the_old_record_stays"),
    9: ("tests/test_gate_faults.py", "an_act_that_no_gate_guards_is_refused"),
}
RELEASES = sorted(name for name, each in commands().items() if each.kind is RELEASE)


@pytest.mark.parametrize("number", SHOWN)
def test_every_property_has_its_test(number: int) -> None:
    file, name = SHOWN[number]
    text = (shape.ROOT / file).read_text(encoding="utf-8")
    assert re.search(rf"^def test_\w*{name}", text, re.MULTILINE)


def test_no_timer_touches_a_gate() -> None:
    """Property 2: nobody waits in the house of gates, and no follower performs."""
    waiting = r"\b(sleep|Timer|sched|apscheduler|celery|cron)\b"
    for path in shape.product_files():
        if shape.room_of(path) in {"safety", "work", "connections"}:
            text = path.read_text(encoding="utf-8")
            assert not re.search(rf"import .*{waiting}|{waiting}\(", text), path


@pytest.mark.parametrize("verb", RELEASES)
def test_no_release_comes_from_a_queue_or_from_a_machine(verb: str) -> None:
    """Property 5: an offline device asks and records; it never grants."""
    kind = commands()[verb].kind
    assert (kind.queued, kind.clamps, kind.anyone) == (False, False, False)
    assert kind.proof
    assert kind.refuses_stale


@pytest.mark.parametrize(
    "scene", [releases.permit, releases.restore], ids=lambda each: each.__name__
)
def test_a_release_that_would_pass_is_refused_when_it_waited_in_a_queue(
    cast: Cast, scene: Any
) -> None:
    verb, data, by = scene(cast)
    with pytest.raises(Refused, match="not-from-a-queue"):
        cast.do(verb, data, by=by, queued=True)
    cast.do(verb, data, by=by)


# The end of a ticket: nothing is let in or switched by it, it only shuts (decision 36).
SHUTS = {("safety.issue_ticket", "valid_until"), ("safety.ask_extension", "until")}


def test_no_release_and_no_order_to_switch_has_a_time() -> None:
    """Property 7: a plan may say when; nothing that moves volts can."""
    for verb in RELEASES:
        fields = commands()[verb].takes.base_fields
        timed = [name for name, each in fields.items() if isinstance(each, Instant)]
        assert not {(verb, name) for name in timed} - SHUTS
        assert not {name for name in fields if name.endswith("_at")}, verb
    for model in (Instruction, Ticket, Point, Isolation, Device):
        names = {field.name for field in model._meta.fields} - {"valid_until"}
        assert not {n for n in names if re.search("plan|due|expected|until", n)}, model


def test_after_volts_withdrawn_evidence_stops_and_alarms_and_undoes_nothing(
    cast: Cast,
) -> None:
    """Property 4, the other half: software never switches off by itself."""
    of = supply_stages.live(cast)
    test = Evidence.objects.get(kind="dead_test", covers="area:lv")
    lit = states_of([cast.block1, cast.block2])
    done = cast.do("safety.withdraw_evidence", {"evidence": str(test.pk)}, by="zhou")
    assert done.facts["revoked"] == 3  # box, and both blocks
    assert StopWork.objects.filter(order=of, lifted_at=None).count() == 1
    assert Event.objects.filter(name="safety.consider_switching_off").count() == 3
    assert states_of([cast.block1, cast.block2]) == lit
    supply_stages.sheet(cast, of)
    with pytest.raises(GateHeld) as held:
        supply_stages.hand_over(cast, of)
    said = {each.what for each in held.value.missing}
    assert {"stop-stands", "revocation-unacknowledged"} <= said


def test_a_section_found_live_brings_the_people_out(cast: Cast) -> None:
    """Failed evidence does what withdrawn evidence does, and so on down."""
    verb, data, by = releases.work_isolated(cast)
    begun = cast.do(verb, data, by=by).facts["stint"]
    ticket = Ticket.objects.get()
    live = stages.proof(ticket.isolation)
    live["readings"][1] = {"phase": "L2", "volts": "231", "lit": "yes"}
    cast.do("safety.prove_dead", live, by="he")
    assert ticket.breaks.get().cause == "evidence-failed"
    void = Clearance.objects.filter(revoked_why="evidence-failed")
    assert {str(key) for key in void.values_list("pk", flat=True)} == {
        str(ticket.pk),
        begun,
    }


def test_between_volts_a_failed_reading_stops_the_next_step(cast: Cast) -> None:
    """Evidence that fell after the first closing holds the second one."""
    steps = supply_stages.ready(cast)
    supply_stages.closed(cast, steps[:1])
    evidence.dead_test(cast, steps[0].order, "lv", 0.2)
    with pytest.raises(GateHeld) as held:
        supply_stages.close(cast, steps[1])
    assert {each.gate for each in held.value.missing} == {"G10"}


def test_the_most_restrictive_word_wins_in_whatever_order_it_arrives(
    cast: Cast,
) -> None:
    """Property 3: a phone was offline with "stop" while the permit was given anew."""
    verb, data, by = releases.resume(cast)
    ticket = Ticket.objects.get()
    cast.do(verb, data, by=by)
    late = {"ticket": str(ticket.pk), "cause": "danger"}
    early = Order.objects.get().requested_at
    cast.do("safety.interrupt_ticket", late, by="zhou", queued=True, at=early)
    assert ticket.breaks.filter(resumed_at=None).count() == 1


def test_a_clearance_is_never_given_twice_for_one_act(cast: Cast) -> None:
    ticket = stages.permitted(cast, stages.order(cast))
    stages.sign(cast, ticket, "leader", by="liu")
    with pytest.raises(Refused, match="permitted-already"):
        stages.permit(cast, ticket)
    assert Clearance.objects.filter(pk=ticket.pk).count() == 1
