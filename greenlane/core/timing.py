"""When it happened: live, corrected or declared. No gate reads a device's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from greenlane.core import clock
from greenlane.core.kinds import Kind
from greenlane.core.refusals import Refused

SKEW = timedelta(minutes=2)  # beyond it a time is flagged, or a release refused
OLDEST = timedelta(days=30)  # no queue is older than this


@dataclass(frozen=True)
class When:
    at: datetime
    source: str  # live, declared, corrected


def settle_time(at: datetime | None, kind: Kind, *, queued: bool) -> When:
    """The moment of the deed. Late kinds are clamped and flagged, others refused."""
    now = clock.now()
    if kind.proof and clock.behind() > SKEW:
        raise Refused("clock-went-back", next_step="set-the-server-clock")
    if at is None:
        return When(now, "live")
    if kind.clamps:
        mended = min(max(at, now - OLDEST), now)
        return When(mended, "declared" if mended == at else "corrected")
    if queued or abs(at - now) > SKEW:
        raise Refused("time-skewed", next_step="set-the-clock", field="at")
    return When(now, "live")
