"""The six kinds of command. The kind says what may come late, queued or by machine."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """`queued`: may come from an offline queue. `clamps`: an odd time is mended and
    flagged, not refused. `proof`: a live challenge and the person's own PIN.
    `anyone`: whoever can name the object may do it. `may_stay_open`: refused from a
    queue, it waits for a decision. `refuses_stale`: not done on what has moved on.
    `mends_text`: what its text may not hold is taken out and flagged, not refused."""

    name: str
    queued: bool
    clamps: bool
    proof: bool = False
    anyone: bool = False
    may_stay_open: bool = False
    refuses_stale: bool = False
    mends_text: bool = False


RESTRICT = Kind("restrict", queued=True, clamps=True, anyone=True, mends_text=True)
OBSERVE = Kind("observe", queued=True, clamps=True, mends_text=True)
CLAIM = Kind("claim", queued=True, clamps=True, may_stay_open=True)
RELEASE = Kind("release", queued=False, clamps=False, proof=True, refuses_stale=True)
REPORT = Kind("report", queued=True, clamps=True, anyone=True, mends_text=True)
DESK = Kind("desk", queued=False, clamps=False, refuses_stale=True)
KINDS = (RESTRICT, OBSERVE, CLAIM, RELEASE, REPORT, DESK)
LABELS: dict[str, Promise] = {
    "restrict": _("Restriction"),
    "observe": _("Observation"),
    "claim": _("Claim"),
    "release": _("Release"),
    "report": _("Report"),
    "desk": _("Desk work"),
}
READ = "read"  # every key of a machine reads; one with this alone does nothing else
# What a machine's key may be for: a release never.
SCOPES: dict[str, Promise] = {READ: _("Read only")} | {
    kind.name: LABELS[kind.name] for kind in KINDS if not kind.proof
}
