"""Evidence grows old. One predicate serves every gate; nothing runs in between.

Fresh means: passed, not withdrawn, not corrected, newer than the last stint, switching
and ticket end on what it covers, and younger than the pack's age where one is given.
The order in which things were recorded decides; a device's clock can only make a record
older, never fresher.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.gatewalk import once
from greenlane.core.prepared import prepared
from greenlane.safety import since
from greenlane.safety.limits import age
from greenlane.safety.models import Evidence
from greenlane.work.models import Order

MAX_AGE = {
    "user_side_open": "ages.user_side_open.max",
    "live_conditions": "ages.weather_reading.max",
    "people_told": "ages.people_told.max",
    "acceptance": "ages.acceptance.max",
    "interlock": "ages.interlock.max",
    "rotation": "ages.interlock.max",
    "live_check": "ages.live_check.max",
}


def covers_area(area: str) -> str:
    return f"area:{area}"


def covers_isolation(key: UUID) -> str:
    return f"isolation:{key}"


def standing(order: Order, kind: str) -> list[Evidence]:
    """Evidence of this kind that nobody has withdrawn or corrected, newest first."""
    rows = Evidence.objects.filter(
        order=order, kind=kind, withdrawn_at__isnull=True, corrected_by__isnull=True
    )
    return list(rows.order_by("-recorded_at", "-id"))


def why_not(evidence: Evidence, *, order: Order, now: datetime) -> str:
    """The code of what makes this evidence void now, or an empty string."""
    if evidence.withdrawn_at or hasattr(evidence, "corrected_by"):
        return "evidence-withdrawn"
    if not evidence.passed:
        return "evidence-failed"
    key = MAX_AGE.get(evidence.kind)
    if key and now - evidence.at > age(order, key):
        return "evidence-too-old"
    if since.overtaken(evidence, order):
        return "evidence-stale"
    return ""


def fresh(evidence: Evidence, *, order: Order, now: datetime) -> bool:
    return not why_not(evidence, order=order, now=now)


def newest_fresh(
    order: Order, kind: str, covers: str, *, now: datetime
) -> tuple[Evidence | None, str]:
    """(the evidence that holds, "") or (the newest there is or None, why it does not).

    The newest record decides, also when it failed or was withdrawn: nobody opens a gate
    by taking back the record that shut it. One that lay in a queue does not outdo what
    was found after it: the newest finding has to hold too.
    """
    rows = _told(order.pk, kind, covers)
    if not rows:
        return None, "evidence-missing"
    found = max(rows, key=since.found_at)
    if why := found is not rows[0] and why_not(found, order=order, now=now):
        return found, why
    return rows[0], why_not(rows[0], order=order, now=now)


@once
@prepared
def _told(order: UUID, kind: str, covers: str) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(
        order=order, kind=kind, covers=covers, corrected_by__isnull=True
    )
    rows = rows.select_related("corrected_by")  # none: `why_not` need not ask again
    return rows.order_by("-recorded_at", "-id")
