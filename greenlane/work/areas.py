"""The parts of the plant that playbooks speak of. A unit may name more of its own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Promise] = {
    "src": _("source end"),
    "hv": _("high-voltage part"),
    "lv": _("low-voltage part"),
    "tee": _("tee-off"),
    "line": _("outside line"),
    "board": _("switchboard"),
    "box": _("temporary box"),
    "truck": _("generator truck"),
}
