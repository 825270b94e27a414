"""An order on its way to light: requested, surveyed, proved, switched in, read, live.

Everything goes through the door. The plant is small: one transformer, one branch box,
two blocks; nobody works on an isolated section.
"""

from __future__ import annotations

from typing import Any

from greenlane.connections.models import Connection, EnergiseStep, Survey
from greenlane.core import clock, guard
from greenlane.core.command import Answer
from greenlane.work.models import Order
from tests import evidence, stages
from tests.cast import Cast
from tests.replay import replayed

AREAS = ("src", "lv")
FED = "grid_temporary"
# What a live check needs beside its figure.
LIVE = [
    {"kind": "rcd_trip_1x", "value": 180, "unit_of_measure": "ms"},
    {"kind": "load_against_rating", "value": 46, "unit_of_measure": "%"},
]


def why(held: Any) -> set[tuple[str, str]]:
    """(gate, what is missing) of everything that a release was refused for."""
    return {(each.gate, each.what) for each in held.value.missing}


def request(cast: Cast, **other: Any) -> Answer:
    """Wang takes the call of the command centre."""
    data = {
        "site": str(cast.site.pk), "authority": "县指挥部", "requested_by": "刘主任",
        "requester_phone": "0396-7911110", "may_go_dark": "yes", **other,
    }  # fmt: skip
    return cast.do("connections.request", data, by="wang")


@replayed
def requested(cast: Cast, **other: Any) -> Order:
    return Order.objects.get(pk=request(cast, **other).facts["order"])


def survey(cast: Cast, of: Order, *, signed: bool = True, **other: Any) -> Survey:
    """Chen surveys it: one infeed, from the cast's transformer; and signs."""
    data = {**survey_data(cast, of), **other}
    done = cast.do("connections.record_survey", data, by="chen")
    row = Survey.objects.get(pk=done.facts["survey"])
    if signed:
        stages.sign(cast, row, "survey_leader", by="chen")
    return row


def survey_data(cast: Cast, of: Order) -> dict[str, Any]:
    return {
        "order": str(of.pk), "source": str(cast.source.pk), "route_m": 140,
        "buried_services": "no", "live_parts": "10 kV, 2.5 m", "alternatives": "-",
        "method": "outage", "infeeds": [grid(cast)],
        "loads": [{"name": "120 rooms", "kw": 216, "basis": "declared"}],
    }  # fmt: skip


def grid(cast: Cast) -> dict[str, str]:
    return {"kind": "grid", "name": "公变出线", "device": str(cast.source.pk)}


def verdict(cast: Cast, of: Survey, word: str = "ok", **other: Any) -> Answer:
    data = {"survey": str(of.pk), "verdict": word, "why": "264 kW; 1.3 %", **other}
    return cast.do("connections.give_verdict", data, by="chen")


@replayed
def surveyed(cast: Cast, **other: Any) -> Order:
    """Requested, surveyed, signed, and found that it can be connected."""
    order = requested(cast, **other)
    verdict(cast, survey(cast, order))
    return order


def rows(cast: Cast) -> list[dict[str, str]]:
    """Source, box, block 1, block 2."""
    lit = [
        {"point": str(block.pk), "gives_state": FED}
        for block in (cast.block1, cast.block2)
    ]
    return [
        {"act": "restore_source", "name": "公变出线 3", "area": "src"},
        {"act": "energise", "name": "分支箱 1", "area": "lv"},
        {"act": "energise", "name": "1号楼", "area": "lv", **lit[0]},
        {"act": "energise", "name": "2号楼", "area": "lv", **lit[1]},
    ]


def lay_out(
    cast: Cast, of: Order, steps: list[dict[str, str]] | None = None
) -> list[EnergiseStep]:
    data = {"order": str(of.pk), "steps": steps or rows(cast)}
    done = cast.do("connections.plan_steps", data, by="he")
    keys = done.facts["steps"]
    return [EnergiseStep.objects.get(pk=key) for key in keys]


@replayed
def proved(cast: Cast, of: Order, *areas: str) -> None:
    """Tested dead, accepted, the user's side open and signed for, people told."""
    stages.told(cast, of)
    for area in areas or AREAS:
        evidence.dead_test(cast, of, area)
        evidence.accept(cast, of, area)
        evidence.user_side_open(cast, of, area)


@replayed
def ready(cast: Cast) -> list[EnergiseStep]:
    """Surveyed and proved, the steps laid out: the first one waits for its order."""
    order = surveyed(cast)
    proved(cast, order)
    return lay_out(cast, order)


def ordered(cast: Cast, step: EnergiseStep) -> str:
    """Zhao orders this step, He reads it back."""
    data = {
        "order": str(step.order_id), "act": step.act, "target": str(step.pk),
        "text": "合上",
    }  # fmt: skip
    done = cast.do("safety.give_instruction", data, by="zhao")
    given = str(done.facts["instruction"])
    cast.do("safety.read_back", {"instruction": given, "text": "合上"}, by="he")
    return given


def close(
    cast: Cast, step: EnergiseStep, *, by: str = "he", guard: str = "gao"
) -> Answer:
    """The step is ordered, signed for and switched in; nobody has read it yet."""
    ordered(cast, step)
    stages.sign(cast, step, "guard", by=guard)
    return try_to_close(cast, step, by=by, guard=guard)


def try_to_close(
    cast: Cast, step: EnergiseStep, *, by: str = "he", guard: str = "gao"
) -> Answer:
    data = {"step": str(step.pk), "guard": cast.id(guard)}
    return cast.do("connections.energise_step", data, by=by)


def read(cast: Cast, step: EnergiseStep, **other: Any) -> Answer:
    data = {
        "step": str(step.pk), "volts": "231/230/232", "rotation": "right",
        "normal": "yes", **other,
    }  # fmt: skip
    return cast.do("connections.read_step", data, by="he")


@replayed
def closed(cast: Cast, steps: list[EnergiseStep]) -> None:
    for step in steps:
        close(cast, step)
        read(cast, step)


@replayed
def live(cast: Cast) -> Order:
    """Every step is switched in and read."""
    steps = ready(cast)
    closed(cast, steps)
    return steps[0].order


def checked(cast: Cast, of: Order, area: str = "lv") -> str:
    """Live checks on the new supply, under the guard of the switching."""
    figure = {"value": 0.5, "unit_of_measure": "%"}
    data = {
        "area": area, "authority": cast.id("gao"), "instrument": "M-3",
        "readings": [
            {"kind": "voltage_single_phase", "phase": "L1", **figure}, *LIVE,
        ],
    }  # fmt: skip
    key = evidence.given(cast, "safety.record_live_check", of, data, by="qian")
    signing = {"kind": "evidence", "id": key, "role": "authority"}
    cast.do("safety.sign", signing, by="gao")
    return key


def sheet(cast: Cast, of: Order, *, signed: bool = True) -> Connection:
    """Wu writes the handover sheet, Tang signs it."""
    data = {"order": str(of.pk), "load_cap_kw": 264, "do_not": "不得超过264千瓦"}
    cast.do("connections.prepare_handover", data, by="wu")
    row = Connection.objects.get(order=of)
    if signed:
        stages.sign(cast, row, "receiver", by="tang")
    return row


def hand_over(cast: Cast, of: Order, *, watcher: str = "gao") -> Answer:
    data = {
        "order": str(of.pk), "receiver": cast.id("tang"), "watcher": cast.id(watcher),
    }  # fmt: skip
    return cast.do("connections.hand_over", data, by="wu")


@replayed
def handed_over(cast: Cast) -> Order:
    order = live(cast)
    checked(cast, order)
    sheet(cast, order)
    hand_over(cast, order)
    return order


def worked(cast: Cast, of: Order, key: str = "A10a") -> None:
    """A crew was briefed, worked on this task for a moment, and left."""
    task = of.tasks.get(key=key)
    with guard.lifted():
        of.tasks.filter(place__lt=task.place).update(finished_at=clock.now())
    crew = [{"person": cast.id(who)} for who in ("liu", "zhou")]
    data = {"order": str(of.pk), "hazards": "10 kV 带电", "heads": crew}
    briefing = cast.do("safety.brief", data, by="liu").facts["evidence"]
    for who in ("liu", "zhou"):
        signing = {"kind": "evidence", "id": briefing, "role": "head"}
        cast.do("safety.sign", signing, by=who)
    begin = {"task": str(task.pk), "heads": crew}
    begun = cast.do("work.start_field_work", begin, by="liu").facts["stint"]
    cast.do("work.end_stint", {"stint": begun}, by="liu")
