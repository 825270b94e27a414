"""The outlet is opened on order, locked and tagged; proved dead; earthed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from greenlane.drills.biyang.plant import PHASES, line
from greenlane.drills.playing import Play


def ordered(stage: Play, act: str, target: str, words: str) -> str:
    """The dispatcher's order for one act, read back word for word."""
    given = stage.hand("zhao").do(
        "safety.give_instruction",
        order=stage.order,
        act=act,
        target=target,
        text=words,
    )["instruction"]
    stage.hand("he").do("safety.read_back", instruction=given, text=words)
    return str(given)


def order_to_isolate(stage: Play, task: dict[str, Any]) -> None:
    stage.notes["infeed"] = stage.read("infeeds")[0]["id"]
    words = _("Open, lock and tag: %(line)s") % {"line": line(stage)}
    given = ordered(stage, "isolate", stage.notes["infeed"], words)
    stage.sign("gao", "instruction", given, "guard")


def isolate(stage: Play, task: dict[str, Any]) -> None:
    ticket = stage.notes["ticket"]
    stage.refused("li", "safety.permit", ticket=ticket, channel="site")
    done = stage.hand("he").do(
        "safety.isolate_point",
        isolation=stage.notes["isolation"],
        infeed=stage.notes["infeed"],
        device=stage.notes["source"],
        visible_break="yes",
        lock_number=f"L-{stage.notes['kit']}",
        tag_number=f"T-{stage.notes['kit']}",
        guarded_by=stage.ids["gao"],
    )
    stage.notes["point"] = done["point"]


def prove_and_earth(stage: Play, task: dict[str, Any]) -> None:
    section = {"isolation": stage.notes["isolation"]}
    stage.hand("he").do(
        "safety.prove_dead",
        **section,
        phases="three",
        place=_("Cable lugs of outgoing way 3"),
        tester="VT-12",
        proved_before="yes",
        proved_after="yes",
        readings=[{"phase": p, "volts": 0.4, "lit": "no"} for p in PHASES],
    )
    hung = {"number": f"E-{stage.notes['kit']}", "place": _("Outgoing way 3")}
    with_him = {"placed_with": stage.ids["gao"]}
    earth = stage.hand("he").do("safety.place_earth", **section, **hung, **with_him)
    stage.notes["earth"] = earth["earth"]
    stage.sign("gao", "earthset", earth["earth"], "guard")
