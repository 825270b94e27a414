"""A class P gate asks for what it asks for, whatever stands in a rule pack.

Every value of every shipped pack is put at its extremes, into another type or unit,
turned round or left out: either the loader refuses it, or the gate still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from greenlane.connections.acts import act_of
from greenlane.core import guard, packs
from greenlane.core.gatewalk import Act
from greenlane.core.packs import BadPack
from greenlane.core.refusals import Refused
from greenlane.gates import GATES
from greenlane.safety import freshness
from greenlane.safety.limits import age, pack_of
from greenlane.safety.models import Evidence, Infeed
from greenlane.safety.tests import stage
from greenlane.work.models import Order
from tests import evidence, hostile_packs, stages, supply_stages
from tests.cast import Cast
from tests.held_scenes import HELD
from tests.live_work import conditions, live

Scene = Callable[[Cast], tuple[Order, Act]]
DAYS = timedelta(days=8)


# One scene a gate: what it asks for is not there. The order began under a good pack.
def stopped(cast: Cast) -> tuple[Order, Act]:
    of = stages.order(cast)
    cast.do("work.stop_work", {"order": str(of.pk), "reason": "烟"}, by="zhou")
    return of, stage.act(of, "permit")


def bare(kind: str, **about: Any) -> Scene:
    def scene(cast: Cast) -> tuple[Order, Act]:
        of = stages.order(cast)
        return of, stage.act(of, kind, **about)

    return scene


def unsigned(cast: Cast) -> tuple[Order, Act]:
    """Issued, not taken, nothing isolated; the permitter is its own issuer."""
    of = stages.order(cast)
    section = stages.section(cast, of)
    ticket = stages.issue(cast, of, section)
    sun = (cast.people["sun"].pk,)
    return of, stage.act(of, "permit", section, ticket=ticket.pk, people=sun)


def unbriefed(cast: Cast) -> tuple[Order, Act]:
    of = stages.order(cast)
    return of, stage.act(of, "stint", people=(cast.people["zhou"].pk,))


def relied_on(cast: Cast) -> tuple[Order, Act]:
    ticket = stages.permitted(cast, stages.order(cast))
    assert ticket.isolation
    earth = ticket.isolation.earths.get()
    pair = (cast.people["he"].pk, cast.people["gao"].pk)
    return ticket.order, stage.act(
        ticket.order, "remove_earth", subject=earth.pk, people=pair
    )


def not_back(cast: Cast) -> tuple[Order, Act]:
    ticket = stages.permitted(cast, stages.order(cast))
    assert ticket.isolation
    return ticket.order, stage.act(ticket.order, "energise", ticket.isolation)


def step_before(cast: Cast) -> tuple[Order, Act]:
    steps = supply_stages.ready(cast)
    return steps[1].order, act_of(steps[1])


def two_sources(cast: Cast) -> tuple[Order, Act]:
    of = stages.order(cast)
    with guard.lifted():
        Infeed.objects.create(
            unit=of.unit,
            site=of.site,
            kind="generator",
            name="车",
            found_at=of.requested_at,
        )
    return of, stage.act(of, "transfer_supply")


def in_the_field(kind: str) -> Scene:
    return bare("stint", also=frozenset({kind}))


SCENES: dict[str, Scene] = {
    "G0": stopped,
    "G1": bare("issue_ticket"),
    "G2": bare("energise"),
    "G3": unsigned,
    "G4": unbriefed,
    "G5": unsigned,
    "G5a": bare("isolate"),
    "G6": unsigned,
    "G7": unsigned,
    "G7a": relied_on,
    "G8": in_the_field("stint_isolated"),
    "G9": in_the_field("stint_live"),
    "G10": bare("energise"),
    "G10a": in_the_field("stint_test"),
    "G11": bare("energise"),
    "G12": not_back,
    "G13": bare("energise"),
    "G14": bare("energise"),
    "G15": step_before,
    "G16": bare("hand_over"),
    "G17": bare("hand_over"),
    "G18": two_sources,
    **HELD,
}


def repinned(of: Order) -> Iterator[str]:
    """The order under one hostile pack after the other."""
    for way in hostile_packs.all_ways():
        with guard.lifted():
            of.pack = hostile_packs.pinned("cn-sgcc", way)
            of.save(update_fields=["pack"])
        yield way


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.NAME)
def test_what_is_not_there_is_asked_for_under_every_pack(
    cast: Cast, gate: ModuleType
) -> None:
    of, act = SCENES[gate.NAME](cast)
    assert gate.missing(act), "it holds under the pack that the order began with"
    for way in repinned(of):
        assert holds(gate, act), way


def holds(gate: ModuleType, act: Act) -> bool:
    """A gate that cannot answer holds (`test_gate_faults`)."""
    try:
        return bool(gate.missing(act))
    except Exception:
        return True


@pytest.mark.parametrize("kind", sorted({*freshness.MAX_AGE, "briefing"}))
def test_what_is_a_week_old_is_old_under_every_pack(cast: Cast, kind: str) -> None:
    of = stages.order(cast)
    row = stage.put(cast, of, kind, "area:src", ago=int(DAYS.total_seconds()) // 60)
    key = {**freshness.MAX_AGE, "briefing": "ages.briefing.max"}[kind]
    for way in repinned(of):
        try:
            assert age(of, key) < DAYS, way
        except (BadPack, KeyError):
            continue
        if kind != "briefing":
            told = freshness.why_not(row, order=of, now=row.at + DAYS)
            assert told == "evidence-too-old", way


def told(cast: Cast, deed: Callable[[], Any]) -> bool:
    """Whether a record that passed came of it."""
    before = set(Evidence.objects.values_list("pk", flat=True))
    try:
        deed()
    except (Refused, BadPack, KeyError):
        return False
    new = Evidence.objects.exclude(pk__in=before).exclude(kind="area_closed")
    return new.filter(passed=True).exists()


def test_bad_findings_do_not_pass_under_any_pack(cast: Cast) -> None:
    of = stages.order(cast)
    section = stages.isolated(cast, of)
    alive = [{"phase": p, "volts": "231", "lit": "no"} for p in ("L1", "L2", "L3")]
    storm = {"wind": "9", "humidity": "99"}
    seals = [{"kind": "meter_seals", "answer": "yes"}]
    easy = {"area": "lv", "instrument": "Y-7", "readings": seals}
    deeds: dict[str, Callable[[], Any]] = {
        "damp": lambda: evidence.dead_test(cast, of, "lv", megohms=0.1),
        "alive": lambda: cast.do(
            "safety.prove_dead", stages.proof(section, readings=alive), by="he"
        ),
        "storm": lambda: conditions(cast, of, **storm),
        "thunder": lambda: conditions(cast, of, thunder="yes"),
        "reclosing": lambda: conditions(cast, of, reclosing_off="no"),
        "easy": lambda: evidence.given(cast, "safety.record_test", of, easy, by="qian"),
    }
    for way in repinned(of):
        for name, deed in deeds.items():
            assert not told(cast, deed), (way, name)


def test_the_same_people_find_it_good_under_the_pack_of_the_house(cast: Cast) -> None:
    """The yes beside every no: nothing else stood in their way."""
    of = stages.order(cast)
    section = stages.isolated(cast, of)
    assert told(cast, lambda: evidence.dead_test(cast, of, "lv"))
    assert told(cast, lambda: conditions(cast, of))
    proof = stages.proof(section)
    assert told(cast, lambda: cast.do("safety.prove_dead", proof, by="he"))


def test_live_work_is_never_permitted_without_its_conditions(cast: Cast) -> None:
    ticket = live(cast)
    for way in repinned(ticket.order):
        with pytest.raises(Refused):
            stages.permit(cast, ticket)
        assert way


def test_an_order_whose_pack_is_past_the_bounds_is_held(cast: Cast) -> None:
    of = stages.order(cast)
    found = packs.find("cn-sgcc")
    key = "readings.insulation_lv.min"
    worse = {**found.values, key: replace(found.value(key), value=Decimal(0))}
    with guard.lifted():
        text = replace(found, version="x", values=worse).to_text()
        of.pack = type(of.pack).objects.create(
            name="cn-sgcc", version="x", digest="0" * 64, text=text
        )
        of.save(update_fields=["pack"])
    with pytest.raises(BadPack, match=key):
        pack_of(of)
