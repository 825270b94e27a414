"""Step by step: ordered, guarded, closed, read; then the site takes over."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from greenlane.drills.biyang.isolating import ordered
from greenlane.drills.biyang.plant import line
from greenlane.drills.playing import Deed, Play


def _user_side(stage: Play, task: dict[str, Any], area: str, what: str) -> None:
    done = stage.hand("wu").do(
        "safety.prove_user_side_open",
        order=stage.order,
        task=task["id"],
        area=area,
        electrician=stage.ids["tang"],
        warned="yes",
        points=[{"what": what, "open": "yes"}],
    )
    stage.sign("tang", "evidence", done["evidence"], "site_electrician")


def order_to_restore(stage: Play, task: dict[str, Any]) -> None:
    _user_side(stage, task, "src", _("Neighbours' generators: none, asked by name"))
    words = _("Close: %(line)s") % {"line": line(stage)}
    ordered(stage, "restore_source", stage.notes["steps"][0], words)


def walk_down(stage: Play, task: dict[str, Any]) -> None:
    _user_side(stage, task, "lv", _("Main switches of both blocks"))


def order_to_energise(stage: Play, task: dict[str, Any]) -> None:
    for place, step in enumerate(stage.notes["steps"][1:], 2):
        ordered(stage, "energise", step, _("Close step %(place)s") % {"place": place})


def closing(*places: int) -> Deed:
    def closed(stage: Play, task: dict[str, Any]) -> None:
        for place in places:
            _close(stage, place)

    return closed


def _close(stage: Play, place: int) -> None:
    step, guard = stage.notes["steps"][place - 1], stage.ids["gao"]
    stage.sign("gao", "energisestep", step, "guard")
    stage.hand("he").do("connections.energise_step", step=step, guard=guard)
    if place == 3:
        # In a hurry the next one is tried before anybody has read this one.
        later = stage.notes["steps"][place]
        stage.sign("gao", "energisestep", later, "guard")
        stage.refused("he", "connections.energise_step", step=later, guard=guard)
    stage.hand("he").do(
        "connections.read_step",
        step=step,
        volts="231 / 230 / 232",
        rotation="right",
        amperes=42,
        rated_amperes=400,  # the blocks were dark for long: the load is cold
        normal="yes",
    )


def hand_over(stage: Play, task: dict[str, Any]) -> None:
    sheet = stage.hand("wu").do(
        "connections.prepare_handover",
        order=stage.order,
        load_cap_kw=264,
        do_not=_("No more than 264 kW in all. Nobody opens the branch boxes."),
    )["connection"]
    take = {"receiver": stage.ids["tang"], "watcher": stage.ids["gao"]}
    stage.refused("wu", "connections.hand_over", order=stage.order, **take)
    stage.sign("tang", "connection", sheet, "receiver")
    stage.hand("wu").do("connections.hand_over", order=stage.order, **take)
