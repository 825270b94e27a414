"""What is built is proved: the area empty, dead tests, acceptance, live checks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from greenlane.drills.biyang.plant import PHASES
from greenlane.drills.playing import Deed, Pause, Play

DAMP, DRY, JOINT = 0.3, 120, 150  # MΩ


def close_area(area: str) -> Deed:
    def closed(stage: Play, task: dict[str, Any]) -> None:
        about = {"order": stage.order, "task": task["id"], "area": area}
        stage.hand("qian").do(
            "safety.close_area",
            **about,
            fenced="yes",
            everybody_out="yes",
            watcher=_("Qian Jin"),
        )

    return closed


def dead_test(area: str, insulation: float) -> Deed:
    def tested(stage: Play, task: dict[str, Any]) -> None:
        about = {"order": stage.order, "task": task["id"], "area": area}
        figure = {"value": insulation, "unit_of_measure": "MΩ"}
        rows: list[dict[str, Any]] = [
            {"kind": "insulation_lv", "phase": phase, **figure} for phase in PHASES
        ]
        rows += [{"kind": k, "answer": "yes"} for k in ("polarity", "continuity")]
        meter = _("Insulation tester 500 V, no. 7")
        done = stage.hand("qian").do(
            "safety.record_test", **about, instrument=meter, readings=rows
        )
        stage.notes.setdefault("tests", []).append(done)

    return tested


def found_damp(stage: Play, task: dict[str, Any]) -> None:
    """The first test fails; whoever would switch in now hears of every open gate."""
    dead_test("lv", DAMP)(stage, task)
    words = _("0.3 MΩ: a damp termination is found and dried, then tested again")
    stage.tell_beside(words)
    step, guard = stage.notes["steps"][1], stage.ids["gao"]
    stage.refused("he", "connections.energise_step", step=step, guard=guard)


# Drying takes its time out of the test's own minutes: assumed, like all of them.
DRYING = Pause(
    timedelta(minutes=8),
    timedelta(minutes=10),
    "safety_test",
    "role:tester",
    found_damp,
)


def accept(area: str) -> Deed:
    def accepted(stage: Play, task: dict[str, Any]) -> None:
        facts = {"order": stage.order, "task": task["id"], "area": area}
        checks = [{"what": _("Workmanship, labels, clearances"), "ok": "yes"}]
        stage.hand("wu").do("safety.accept_works", **facts, checks=checks)

    return accepted


def live_checks(stage: Play, task: dict[str, Any]) -> None:
    figure = {"value": 0.5, "unit_of_measure": "%"}
    rows = [{"kind": "voltage_single_phase", "phase": p, **figure} for p in PHASES]
    rows.append({"kind": "rcd_trip_1x", "value": 180, "unit_of_measure": "ms"})
    rows.append({"kind": "load_against_rating", "value": 46, "unit_of_measure": "%"})
    done = stage.hand("qian").do(
        "safety.record_live_check",
        order=stage.order,
        task=task["id"],
        area="lv",
        authority=stage.ids["gao"],
        instrument=_("Multimeter no. 3"),
        readings=rows,
    )
    stage.sign("gao", "evidence", done["evidence"], "authority")
