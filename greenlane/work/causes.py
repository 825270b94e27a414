"""Why an order waits: the closed list of named waits. They explain time, no more."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Promise] = {
    "material": _("material"),
    "generator": _("generator"),
    "load_not_there": _("load not there"),
    "permit": _("permit"),
    "locate": _("locating buried services"),
    "switching": _("switching"),
    "weather": _("weather"),
    "access": _("access"),
    "third_party": _("third party"),
    "safety_test": _("safety test"),
    "night_rest": _("night rest"),
    "held_by_order": _("held by order"),
    "not_needed_yet": _("not needed yet"),
    "cancelled": _("cancelled"),
}
CAUSES = tuple(LABELS)
# What a person may name; the others follow from other rows.
NAMED = tuple(
    c for c in CAUSES if c not in {"held_by_order", "not_needed_yet", "cancelled"}
)
