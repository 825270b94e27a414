"""Evidence dies of what happened since: each kind of its own enemies and no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from greenlane.core import clock, guard
from greenlane.places.models import SupplyState
from greenlane.safety.freshness import MAX_AGE, fresh, newest_fresh
from greenlane.safety.limits import age
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    Infeed,
    Isolation,
    Occurrence,
    Point,
    Ticket,
)
from greenlane.safety.models.evidence import EvidenceKind
from greenlane.safety.tests.stage import clear, put, stint, task
from greenlane.work.models import Order
from tests import releases, stages
from tests.cast import Cast

Event = Callable[[Cast, Order], Any]


def work_done(cast: Cast, of: Order) -> None:
    stint(cast, of, "T2")


def work_going_on(cast: Cast, of: Order) -> None:
    stint(cast, of, "T2", over=False)


def work_of_another_order(cast: Cast, of: Order) -> None:
    stint(cast, stages.order(cast, "BY-9"), "T2")


def a_test_in_the_area(cast: Cast, of: Order) -> None:
    task(of, "T2", gives="G10", exclusive=True)
    stint(cast, of, "T2")


def a_look_in_the_area(cast: Cast, of: Order) -> None:
    task(of, "T2", gives="G11")
    stint(cast, of, "T2")


def work_elsewhere(cast: Cast, of: Order) -> None:
    stint(cast, of, "T1")


def point_opened(cast: Cast, of: Order) -> None:
    infeed = _infeed(cast, of, "grid", found=of.requested_at)
    Point.objects.create(
        unit=of.unit, isolation=_section(of), infeed=infeed, device=cast.source,
        lock_number="L", tag_number="T", visible_break=True, opened_at=clock.now(),
        opened_by=cast.people["he"], guarded_by=cast.people["gao"],
    )  # fmt: skip


def earth_moved(cast: Cast, of: Order) -> None:
    EarthSet.objects.create(
        unit=of.unit, isolation=_section(of), number="E9", place="-",
        placed_at=clock.now(), placed_by=cast.people["he"],
        placed_with=cast.people["gao"],
    )  # fmt: skip


def a_closing(cast: Cast, of: Order) -> None:
    clear(cast, of, "restore_source")


def said_to_be_live(cast: Cast, of: Order) -> None:
    Occurrence.objects.create(
        unit=of.unit, kind="energised", site=of.site, at=clock.now(),
        recorded_at=clock.now(), told_by="-", what="-", reviewed_at=clock.now(),
    )  # fmt: skip


def supply_changed(cast: Cast, of: Order) -> None:
    now = clock.now()
    SupplyState.objects.filter(point=cast.block1).update(
        ended_at=now, end_recorded_at=now
    )
    SupplyState.objects.create(
        unit=of.unit, point=cast.block1, state="generator", happened_at=now,
        recorded_at=now,
    )  # fmt: skip


def infeed_found(cast: Cast, of: Order) -> None:
    _infeed(cast, of, "pv", found=clock.now())


def ticket_ended(cast: Cast, of: Order) -> None:
    Ticket.objects.create(
        unit=of.unit, order=of, number="T-1", kind="lv", no_infeeds=True, scope="-",
        areas="lv", issuer=cast.people["sun"], leader=cast.people["liu"],
        issued_at=of.requested_at, ended_at=clock.now(),
    )  # fmt: skip


def withdrawn(cast: Cast, of: Order) -> None:
    Evidence.objects.filter(order=of).update(withdrawn_at=clock.now())


def a_newer_one_failed(cast: Cast, of: Order) -> None:
    old = Evidence.objects.get(order=of)
    put(cast, of, old.kind, old.covers, passed=False)


def _section(of: Order) -> Isolation:
    return Isolation.objects.get(order=of)


def _infeed(cast: Cast, of: Order, kind: str, *, found: Any) -> Infeed:
    return Infeed.objects.create(
        unit=of.unit, site=of.site, isolation=_section(of), kind=kind, name=kind,
        device=cast.source, found_at=found,
    )  # fmt: skip


ALWAYS = {withdrawn, a_newer_one_failed}
WORK = {work_done, work_going_on, work_of_another_order}
SWITCHING = {point_opened, earth_moved}
ENTERING = WORK | {a_look_in_the_area}
# Kind of evidence → what makes it void; and nothing else of EVENTS does.
VOID: dict[str, set[Event]] = {
    "briefing": set(),
    "people_told": set(),
    "live_conditions": set(),
    "proved_dead": {point_opened, a_closing, said_to_be_live, infeed_found},
    "dead_test": WORK,
    "acceptance": WORK,
    "area_closed": ENTERING,
    "user_side_open": {ticket_ended, infeed_found},
    "interlock": WORK | SWITCHING | {infeed_found},
    "rotation": WORK | SWITCHING | {a_closing, said_to_be_live, infeed_found},
    "live_check": SWITCHING | {a_closing, said_to_be_live, supply_changed},
}
EVENTS: set[Event] = (
    ALWAYS | ENTERING | SWITCHING
    | {work_elsewhere, a_test_in_the_area, a_closing, said_to_be_live}
    | {supply_changed, infeed_found, ticket_ended}
)  # fmt: skip


def test_every_kind_of_evidence_is_in_the_table() -> None:
    assert set(VOID) == set(EvidenceKind.values)


@pytest.mark.parametrize("kind", sorted(VOID))
def test_it_dies_of_its_own_enemies_and_of_no_other(cast: Cast, kind: str) -> None:
    of = stages.order(cast)
    with guard.lifted():
        section = Isolation.objects.create(
            unit=of.unit, order=of, site=of.site, name="出线1", source=cast.source
        )
        covers = "area:src"
        if kind == "proved_dead":
            covers = f"isolation:{section.pk}"
        put(cast, of, kind, covers)
        assert _holds(of, kind, covers)
        for event in sorted(EVENTS, key=lambda each: each.__name__):
            with releases.undone():
                event(cast, of)
                still = _holds(of, kind, covers)
                assert still is (event not in VOID[kind] | ALWAYS), event.__name__
        assert _holds(of, kind, covers)


def _holds(of: Order, kind: str, covers: str) -> bool:
    return not newest_fresh(of, kind, covers, now=clock.now())[1]


@pytest.mark.parametrize("kind", sorted(MAX_AGE))
def test_it_dies_of_age_as_the_pack_has_it_and_no_timer_runs(
    cast: Cast, kind: str
) -> None:
    of = stages.order(cast)
    row = put(cast, of, kind)
    limit = age(of, MAX_AGE[kind])
    assert fresh(row, order=of, now=row.at + limit)
    assert not fresh(row, order=of, now=row.at + limit + limit / 1000)
    assert Evidence.objects.get(pk=row.pk).withdrawn_at is None


def test_a_late_word_of_an_old_infeed_counts_when_it_arrives(cast: Cast) -> None:
    """It was seen before the proof and told after it, from a queue."""
    of = stages.order(cast)
    section = stages.dead(cast, of)
    seen_at = clock.now()
    cast.do("safety.prove_dead", stages.proof(section), by="he")
    data = {"site": str(cast.site.pk), "kind": "pv", "name": "光伏"}
    cast.do("safety.record_infeed", data, by="zhou", queued=True, at=seen_at)
    covers = f"isolation:{section.pk}"
    assert newest_fresh(of, "proved_dead", covers, now=clock.now())[1] == (
        "evidence-stale"
    )


def test_a_proof_that_lay_in_a_queue_is_as_old_as_its_finding(cast: Cast) -> None:
    """Found before the switching and told after it: it does not know of it."""
    of = stages.order(cast)
    section = stages.section(cast, of)
    found_at = clock.now()
    stages.told(cast, of)
    stages.ordered(cast, of, section.infeeds.get())
    stages.isolate(cast, section, section.infeeds.get())
    late = {"queued": True, "at": found_at}
    cast.do("safety.prove_dead", stages.proof(section), by="he", **late)
    covers = f"isolation:{section.pk}"
    assert newest_fresh(of, "proved_dead", covers, now=clock.now())[1] == (
        "evidence-stale"
    )


def test_a_pass_that_lay_in_a_queue_does_not_outdo_what_was_found_later(
    cast: Cast,
) -> None:
    of = stages.order(cast)
    failed = put(cast, of, "dead_test", passed=False)
    late = put(cast, of, "dead_test", ago=30)
    with guard.lifted():
        Evidence.objects.filter(pk=late.pk).update(recorded_at=clock.now())
    asked = newest_fresh(of, "dead_test", "area:src", now=clock.now())
    assert asked == (failed, "evidence-failed")
