"""Asks on the way to light: told, tested, accepted, ordered, switched in, read."""

from __future__ import annotations

from random import Random
from typing import Any

from greenlane.connections.models import EnergiseStep, Survey
from greenlane.safety.models import Infeed, Instruction
from greenlane.work.models import Order
from tests import supply_stages
from tests.cast import Cast
from tests.model.asking import Ask, Asked, beside, mostly, one
from tests.model.of_plant import way_in


def _area(draw: Random) -> str:
    return mostly(draw, draw.choice(["src", "lv"]), "tee")


def tell_people(cast: Cast, of: Order, draw: Random) -> Asked:
    house = {"who": "3号楼", "life_support": "no", "own_generator": "no"}
    house["told"] = mostly(draw, "yes", "no")
    return "safety.tell_people", {"order": str(of.pk), "people": [house]}, "wang"


def record_test(cast: Cast, of: Order, draw: Random) -> Asked:
    figure = {"kind": "insulation_lv", "unit_of_measure": "MΩ"}
    figure["value"] = mostly(draw, "120", "0.2")
    answers = [{"kind": k, "answer": "yes"} for k in ("polarity", "continuity")]
    data = {
        "order": str(of.pk), "area": _area(draw), "instrument": "Y-7",
        "readings": [figure, *answers],
    }  # fmt: skip
    return "safety.record_test", data, beside(draw, "qian", "wu")


def accept_works(cast: Cast, of: Order, draw: Random) -> Asked:
    checks = [{"what": "工艺", "ok": mostly(draw, "yes", "no")}]
    data = {"order": str(of.pk), "area": _area(draw), "checks": checks}
    return "safety.accept_works", data, "wu"


def prove_user_side_open(cast: Cast, of: Order, draw: Random) -> Asked:
    data = {
        "order": str(of.pk), "area": _area(draw), "electrician": cast.id("tang"),
        "warned": "yes",
        "points": [{"what": "总开关", "open": mostly(draw, "yes", "no")}],
    }  # fmt: skip
    return "safety.prove_user_side_open", data, "wu"


def prove_interlock(cast: Cast, of: Order, draw: Random) -> Asked:
    asked = ("interlock_proved", "break_before_make", "rotation_matches")
    data = {"order": str(of.pk), "area": _area(draw), **dict.fromkeys(asked, "yes")}
    return "safety.prove_interlock", data, "he"


def close_area(cast: Cast, of: Order, draw: Random) -> Asked:
    data = {
        "order": str(of.pk), "area": "lv", "fenced": "yes", "watcher": "郑安",
        "everybody_out": mostly(draw, "yes", "no"),
    }  # fmt: skip
    return "safety.close_area", data, "qian"


def plan_steps(cast: Cast, of: Order, draw: Random) -> Asked:
    if of.steps.filter(opened_at=None).exists() and draw.random() < 0.9:
        raise LookupError("laid out")
    steps: list[dict[str, Any]] = [
        {"act": "restore_source", "name": "公变出线 3", "area": "src"},
        {"act": "energise", "name": "分支箱 1", "area": "lv"},
        {"act": "energise", "name": "1号楼", "area": "lv"},
    ]
    if draw.random() < 0.5:
        steps[1]["device"] = str(cast.source.pk)
    if point := of.points.first():
        steps[2] |= {"point": str(point.pk), "gives_state": supply_stages.FED}
    return "connections.plan_steps", {"order": str(of.pk), "steps": steps}, "he"


def _next_step(of: Order, draw: Random) -> EnergiseStep:
    rows = of.steps.filter(opened_at=None, started_at=None).order_by("place")
    found = rows.first()
    if found is None:
        raise LookupError("no step")
    return found if draw.random() < 0.9 else one(draw, rows)


def give_instruction(cast: Cast, of: Order, draw: Random) -> Asked:
    try:
        step = _next_step(of, draw)
        act, target = step.act, step.pk
    except LookupError:
        act = "isolate"
    if act == "isolate" or draw.random() < 0.4:
        act, target = "isolate", way_in(of, draw)[1].pk
    data = {"order": str(of.pk), "act": act, "target": str(target), "text": "合上"}
    return "safety.give_instruction", data, "zhao"


def read_back(cast: Cast, of: Order, draw: Random) -> Asked:
    row = one(draw, Instruction.objects.filter(order=of, read_back_at=None))
    data = {"instruction": str(row.pk), "text": mostly(draw, row.text, "拉开")}
    return "safety.read_back", data, "he"


def energise_step(cast: Cast, of: Order, draw: Random) -> Asked:
    data = {"step": str(_next_step(of, draw).pk), "guard": cast.id("gao")}
    return "connections.energise_step", data, beside(draw, "he", "zhou")


def read_step(cast: Cast, of: Order, draw: Random) -> Asked:
    rows = of.steps.filter(started_at__isnull=False, read_at=None)
    data = {
        "step": str(one(draw, rows).pk), "volts": "231/230/232", "rotation": "right",
        "normal": mostly(draw, "yes", "no", of=0.97),
    }  # fmt: skip
    return "connections.read_step", data, "he"


def record_live_check(cast: Cast, of: Order, draw: Random) -> Asked:
    figure = {"value": 0.5, "unit_of_measure": "%"}
    data = {
        "order": str(of.pk), "area": "lv", "authority": cast.id("gao"),
        "instrument": "M-3",
        "readings": [
            {"kind": "voltage_single_phase", "phase": "L1", **figure},
            *supply_stages.LIVE,
        ],
    }  # fmt: skip
    return "safety.record_live_check", data, "qian"


def prepare_handover(cast: Cast, of: Order, draw: Random) -> Asked:
    data = {"order": str(of.pk), "load_cap_kw": 264, "do_not": "不得超过264千瓦"}
    return "connections.prepare_handover", data, "wu"


def hand_over(cast: Cast, of: Order, draw: Random) -> Asked:
    people = {"receiver": cast.id("tang"), "watcher": cast.id("gao")}
    return "connections.hand_over", {"order": str(of.pk), **people}, "wu"


def record_survey(cast: Cast, of: Order, draw: Random) -> Asked:
    ways = Infeed.objects.filter(site=of.site_id, gone_at=None).order_by("pk")
    data = supply_stages.survey_data(cast, of)
    data["infeeds"] = [
        {
            "kind": way.kind,
            "name": way.name,
            **({"device": str(way.device_id)} if way.device_id else {}),
        }
        for way in ways
    ] or data["infeeds"]
    return "connections.record_survey", data, "chen"


def give_verdict(cast: Cast, of: Order, draw: Random) -> Asked:
    row = one(draw, Survey.objects.filter(order=of))
    word = mostly(draw, "ok", "no")
    data = {"survey": str(row.pk), "verdict": word, "why": "264 kW; 1.3 %"}
    return "connections.give_verdict", data, "chen"


ASKS: tuple[Ask, ...] = (
    tell_people,
    record_test,
    accept_works,
    prove_user_side_open,
    prove_interlock,
    close_area,
    plan_steps,
    give_instruction,
    read_back,
    energise_step,
    read_step,
    record_live_check,
    prepare_handover,
    hand_over,
    record_survey,
    give_verdict,
)
