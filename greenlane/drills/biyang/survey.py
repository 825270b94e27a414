"""The survey: what feeds the site, how far, what stays live; then the verdict."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from greenlane.drills.biyang.plant import line, steps
from greenlane.drills.playing import Play


def survey(stage: Play, task: dict[str, Any]) -> None:
    done = stage.hand("chen").do(
        "connections.record_survey",
        order=stage.order,
        source=stage.notes["source"],
        spare_kva=300,
        route_m=140,
        buried_services="no",
        live_parts=_("10 kV bushings of the transformer, 2.5 m above the work"),
        alternatives=_("Transformer T-0518 across the road: 90 m more cable"),
        method="outage",
        infeeds=[
            {"kind": "grid", "name": line(stage), "device": stage.notes["source"]}
        ],
        loads=[
            {"name": _("120 rooms"), "kw": 216, "basis": "assumed"},
            {"name": _("Common services"), "kw": 48, "basis": "declared"},
        ],
    )
    stage.notes["survey"] = done["survey"]
    stage.sign("chen", "survey", done["survey"], "survey_leader")


def verdict(stage: Play, task: dict[str, Any]) -> None:
    plate = stage.notes["plate"]
    stage.hand("chen").do(
        "connections.give_verdict",
        survey=stage.notes["survey"],
        verdict="cap",
        cap_kw=264,
        why=_("264 kW, 287 kVA at 0.92; 1.3 % over 140 m of 4x240"),
    )
    stage.hand("chen").do(
        "connections.choose_option",
        order=stage.order,
        playbook="a-lv-existing-transformer",
        title=_("Low voltage from %(plate)s, two buildings") % {"plate": plate},
        why=_("Spare capacity at the nearest transformer, no 10 kV work"),
    )
    laid = stage.hand("he").do(
        "connections.plan_steps", order=stage.order, steps=steps(stage)
    )
    stage.notes["steps"] = laid["steps"]
