"""The skills that a certificate can show: code and name. Playbooks ask for these."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Promise] = {
    "intake": _("Intake"),
    "survey": _("Survey"),
    "engineer": _("Design and verdict"),
    "issuer": _("Issuing tickets"),
    "permit": _("Permitting work"),
    "leader": _("Leading work on a ticket"),
    "switch": _("Switching"),
    "dispatch": _("Giving switching orders"),
    "cable": _("Laying cable"),
    "joint": _("Cable joints"),
    "hvjoint": _("High-voltage joints"),
    "install": _("Installing plant"),
    "livework": _("Live work"),
    "crane": _("Crane work"),
    "gen": _("Running generators"),
    "test": _("Electrical tests"),
    "inspect": _("Accepting works"),
    "meter": _("Metering"),
    "stores": _("Stores keeping"),
}
