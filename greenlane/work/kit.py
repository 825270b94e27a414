"""What a step of work uses and takes: code and name. Playbooks ask for these.

Equipment comes back when the step is done. What stays at the site is material, a
generator truck too: it comes back when somebody says so.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EQUIPMENT: dict[str, Promise] = {
    "crane": _("Crane truck"),
    "bucket": _("Insulated bucket truck"),
    "digger": _("Digger"),
    "winch": _("Cable winch and drum trailer"),
    "lv_tester": _("Low-voltage test set"),
    "hv_tester": _("High-voltage test set"),
}
MATERIALS: dict[str, Promise] = {
    "transformer": _("Box or pole transformer"),
    "generator": _("Generator truck"),
    "changeover": _("Changeover switch"),
    "hv_cable": _("10 kV cable with terminations"),
    "lv_drum": _("Drum of low-voltage cable"),
    "branch_box": _("Branch box"),
}
