"""Which alarms there are and how they rank: few, so that each of them is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DANGER = 2  # ranks up to this: people may be in danger, or work was stopped


@dataclass(frozen=True)
class Sort:
    """`rank`: 1 is looked at first. `figures` names its minutes in the rule pack."""

    label: Promise
    rank: int
    figures: str

    @property
    def is_danger(self) -> bool:
        """People may be in danger, or work was stopped: it is never held back."""
        return self.rank <= DANGER


SORTS: dict[str, Sort] = {
    "occurrence": Sort(_("A report that nobody has reviewed"), 1, "danger"),
    "permit": Sort(_("A permit rests: people have to be out"), 1, "danger"),
    "stop": Sort(_("Work is stopped"), 2, "stop"),
    "clearance": Sort(_("A release was taken back"), 2, "stop"),
    "promise": Sort(_("A promise is broken"), 3, "promise"),
    "plan": Sort(_("The plan is out of date"), 4, "plan"),
    "channel": Sort(_("Nothing arrives at a channel"), 5, "channel"),
}
LABELS: dict[str, Promise] = {code: sort.label for code, sort in SORTS.items()}
