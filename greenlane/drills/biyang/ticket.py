"""The ticket: right form, three people, everybody briefed; counted out and ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from greenlane.drills.biyang.plant import line
from greenlane.drills.playing import Play

# Orders of the days before are still at work on the morning on which the demo begins.
VALID = timedelta(days=5)


def ticket(stage: Play, task: dict[str, Any]) -> None:
    section = {"source": stage.notes["source"], "name": line(stage), "area": "src"}
    done = stage.hand("chen").do("safety.add_isolation", order=stage.order, **section)
    stage.notes["isolation"] = done["isolation"]
    form = {
        "order": stage.order,
        "isolation": done["isolation"],
        "scope": _("Connect the source end of two LV cables at %(plate)s")
        % {"plate": stage.notes["plate"]},
        "areas": "src lv",
        "leader": stage.ids[stage.notes["leader"]],
        "customer_owned": "no",  # the outlet of the public transformer
        "valid_until": (stage.now + VALID).isoformat(),
    }
    # A repair form is for what stood before; this plant is new.
    stage.refused("sun", "safety.issue_ticket", **form, kind="repair")
    made = stage.hand("sun").do("safety.issue_ticket", **form, kind="lv")
    stage.notes["ticket"] = made["ticket"]
    stage.hand(stage.notes["leader"]).do("safety.receive_ticket", ticket=made["ticket"])


def briefing(stage: Play, task: dict[str, Any]) -> None:
    present = stage.notes["crew"]
    done = stage.hand(stage.notes["leader"]).do(
        "safety.brief",
        order=stage.order,
        hazards=_("10 kV stays live above; road traffic; masks on, two metres apart"),
        heads=[{"person": stage.ids[name]} for name in present],
    )
    for name in present:
        stage.sign(name, "evidence", done["evidence"], "head")


def told(stage: Play, task: dict[str, Any]) -> None:
    asked = {"told": "yes", "life_support": "no", "own_generator": "no"}
    people = [
        {"who": _("Rental block 3, 24 flats"), **asked},
        {"who": _("Noodle shop at the gate"), **asked},
    ]
    stage.hand("wang").do("safety.tell_people", order=stage.order, people=people)


def permit(stage: Play, task: dict[str, Any]) -> None:
    """The leader walks the measures and signs the ticket as it stands now; then in."""
    mine = stage.notes["ticket"]
    stage.refused("li", "safety.permit", ticket=mine, channel="site")
    stage.sign(stage.notes["leader"], "ticket", mine, "leader")
    stage.hand("li").do("safety.permit", ticket=mine, channel="site")


def count_and_end(stage: Play, task: dict[str, Any]) -> None:
    mine = stage.notes["ticket"]
    earth = stage.notes["earth"]
    here = [t for t in stage.read("tickets") if t["id"] == mine]
    out = {"heads_out": here[0]["heads_in"], "tags_off": "yes", "tools_out": "yes"}
    end = {"ticket": mine, "channel": "site", **out}
    stage.sign("li", "ticket", mine, "permitter")
    stage.refused(stage.notes["leader"], "safety.end_ticket", **end, earths_out=0)
    stage.sign(stage.notes["leader"], "earthset", earth, "people_clear")
    stage.sign("gao", "earthset", earth, "removal_guard")
    guard = stage.ids["gao"]
    stage.hand("he").do("safety.remove_earth", earth=earth, removed_with=guard)
    stage.sign("li", "ticket", mine, "permitter")
    stage.hand(stage.notes["leader"]).do("safety.end_ticket", **end, earths_out=1)
    point = stage.notes["point"]
    stage.sign("gao", "point", point, "unlock_guard")
    stage.hand("he").do("safety.unlock_point", point=point, guarded_by=guard)
