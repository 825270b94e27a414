"""What is switched in, in which order: source, box, floors of one block, the other."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from greenlane.drills.playing import Play

PHASES = ("L1", "L2", "L3")
FED = "grid_temporary"


def line(stage: Play) -> str:
    """The infeed by its dual name, as all of them say it."""
    return _("Outgoing way 3 of transformer %(plate)s") % {
        "plate": stage.notes["plate"]
    }


def steps(stage: Play) -> list[dict[str, Any]]:
    one, two = stage.notes["points"]
    lit_one = {"point": one, "gives_state": FED}
    lit_two = {"point": two, "gives_state": FED}
    return [
        {"act": "restore_source", "name": line(stage), "area": "src"},
        {"act": "energise", "name": _("Branch box 1"), "area": "lv"},
        {"act": "energise", "name": _("Block 1, ground floor"), "area": "lv"},
        {
            "act": "energise",
            "name": _("Block 1, upper floors"),
            "area": "lv",
            **lit_one,
        },
        {"act": "energise", "name": _("Block 2, in groups"), "area": "lv", **lit_two},
    ]
