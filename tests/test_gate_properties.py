"""The table of gates is law: what the code guards, and what the table says, are one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from greenlane.core import clock, guard
from greenlane.core.gatewalk import guards
from greenlane.core.ids import uuid7
from greenlane.gates import GATES
from greenlane.safety.acts import ACTS, CLOSINGS, STINTS
from greenlane.work.models import Clearance, ClearanceBasis, Stint, Task
from tests import releases, stages, supply_stages
from tests.cast import Cast

PERMITS = {"permit", "resume"}
HANDS = {"isolate", "place_earth", "remove_earth", "unlock_point"}
STEPS = {"switching_step"}  # of a switching order, by hand
# Gate → the acts that it guards, as the procedure has it.
TABLE: dict[str, set[str]] = {
    "G0": set(ACTS),
    "G1": {"issue_ticket", "build"},
    "G2": {"issue_ticket", "energise"},
    "G3": PERMITS | {"change_leader", "extend"},
    "G3a": STINTS | CLOSINGS | HANDS | PERMITS | {"change_leader", "extend"} | STEPS,
    "G3b": STINTS | CLOSINGS | HANDS | PERMITS | {"change_leader", "extend"} | STEPS,
    "G4": set(STINTS),
    "G5": PERMITS | {"place_earth"},
    "G5a": {"isolate", "restore_source"},
    "G5b": {"isolate"},
    "G6": PERMITS | {"place_earth"},
    "G7": PERMITS,
    "G7a": {"remove_earth"},
    # "stint" where the pack wants a permit for a ticket without a section.
    "G8": {"stint", "stint_isolated", "stint_live"},
    "G9": PERMITS | {"stint_live"},  # a live permit asks for it in place of G5 to G7
    "G9a": PERMITS | STINTS,
    "G10": set(CLOSINGS),
    "G10a": STINTS | {"dead_test"},
    "G11": set(CLOSINGS),
    "G11a": set(CLOSINGS),
    "G12": CLOSINGS | {"unlock_point"},
    "G13": {"energise", "restore_source"},
    "G14": CLOSINGS | {"isolate", "switching_step"},
    "G14a": CLOSINGS
    | {"isolate", "place_earth", "remove_earth", "switching_step", "unlock_point"},
    "G15": CLOSINGS | {"live_check"},
    "G16": {"hand_over"},
    "G17": {"hand_over"},
    "G18": {"energise", "transfer_supply"},
    "G18a": {"hand_over"},
}
ORGANISATIONAL = {"G14a", "G17"}


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.NAME)
def test_the_code_guards_what_the_table_says(gate: Any) -> None:
    assert set(gate.GUARDS) == TABLE[gate.NAME]
    wanted = "O" if gate.NAME in ORGANISATIONAL else "P"
    assert wanted == gate.CLASS


def test_no_gate_of_the_table_is_missing_and_none_stands_twice() -> None:
    names = [gate.NAME for gate in GATES]
    assert sorted(names) == sorted(TABLE)
    order = [int(name.removeprefix("G").rstrip("ab")) for name in names]
    assert order == sorted(order), "as a foreman walks through them"


def test_every_act_is_guarded_by_more_than_the_stop() -> None:
    for act, names in guards().items():
        assert {"G0"} < names, act
        assert act in ACTS, act


@pytest.mark.parametrize(
    ("scene", "gates"),
    [
        (releases.permit, {"G3", "G5", "G6", "G7"}),
        (releases.permit_live, {"G3", "G9"}),
        (releases.resume, {"G3", "G5", "G6", "G7"}),
        (releases.work_isolated, {"G1", "G4", "G8"}),
        (releases.restore, {"G5a", "G10", "G11", "G13", "G14"}),
        (releases.transfer, {"G10", "G11", "G14", "G18"}),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_clearance_keeps_what_each_gate_relied_on(
    cast: Cast, scene: Any, gates: set[str]
) -> None:
    verb, data, by = scene(cast)
    before = set(Clearance.objects.values_list("pk", flat=True))
    cast.do(verb, data, by=by)
    [given] = Clearance.objects.exclude(pk__in=before)
    basis = ClearanceBasis.objects.filter(clearance=given)
    assert set(basis.values_list("gate", flat=True)) == gates
    assert not basis.filter(evidence=given.pk).exists()


def _stint(cast: Cast, of: Any, clearance: Clearance | None) -> None:
    now = clock.now()
    Stint.objects.create(
        unit=of.unit, task=Task.objects.get(order=of, key="T2"), started_at=now,
        leader=cast.people["zhou"], clearance=clearance, happened_at=now,
        recorded_at=now,
    )  # fmt: skip


def _clearance(cast: Cast, of: Any) -> Clearance:
    return Clearance.objects.create(
        id=uuid7(), unit=of.unit, order=of, kind="stint", given_at=clock.now(),
        given_by=cast.people["li"],
    )  # fmt: skip


@pytest.mark.parametrize("whose", ["nobody's", "another's"])
def test_the_database_starts_no_work_without_the_acts_own_clearance(
    cast: Cast, whose: str
) -> None:
    of = stages.order(cast)
    with guard.lifted():
        other = _clearance(cast, of) if whose == "another's" else None
        with pytest.raises(IntegrityError), transaction.atomic():
            _stint(cast, of, other)


@pytest.mark.parametrize("whose", ["nobody's", "another's"])
def test_the_database_closes_no_step_without_its_own_clearance(
    cast: Cast, whose: str
) -> None:
    step = supply_stages.lay_out(cast, supply_stages.surveyed(cast))[0]
    with guard.lifted():
        if whose == "another's":
            step.clearance = _clearance(cast, step.order)
        step.started_at = clock.now()
        step.operator, step.guard = cast.people["he"], cast.people["gao"]
        with pytest.raises(IntegrityError), transaction.atomic():
            step.save()
        step.clearance = Clearance.objects.create(
            id=step.pk, unit=step.unit, order=step.order, kind=step.act,
            given_at=clock.now(), given_by=cast.people["he"],
        )  # fmt: skip
        step.save()  # its own, and it goes
