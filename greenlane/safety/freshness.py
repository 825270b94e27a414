"""Evidence grows old. One predicate serves every gate; nothing runs in between.

Fresh means: passed, not withdrawn, not corrected, newer than the last stint, switching
and ticket end on what it covers, and younger than the pack's age where one is given.
The order in which things were recorded decides, not what a device's clock said.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from greenlane.safety.limits import age
from greenlane.safety.models import EarthSet, Evidence, Point, Ticket
from greenlane.work.models import Order, Stint

# Which kinds grow old by what. Switching and work make a test of the section void.
BY_WORK = frozenset({"dead_test", "acceptance"})
BY_SWITCHING = frozenset({"proved_dead", "live_check", "interlock"})
BY_TICKET_END = frozenset({"user_side_open"})
MAX_AGE = {
    "user_side_open": "ages.user_side_open.max",
    "live_conditions": "ages.weather_reading.max",
    "people_told": "ages.people_told.max",
    "acceptance": "ages.acceptance.max",
    "interlock": "ages.interlock.max",
    "live_check": "ages.live_check.max",
}


def covers_area(area: str) -> str:
    return f"area:{area}"


def covers_isolation(key: UUID) -> str:
    return f"isolation:{key}"


def standing(order: Order, kind: str, covers: str | None = None) -> list[Evidence]:
    """Evidence of this kind that nobody has withdrawn or corrected, newest first."""
    rows = Evidence.objects.filter(
        order=order, kind=kind, withdrawn_at__isnull=True, corrected_by__isnull=True
    )
    if covers is not None:
        rows = rows.filter(covers=covers)
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
    if _overtaken(evidence, order):
        return "evidence-stale"
    return ""


def fresh(evidence: Evidence, *, order: Order, now: datetime) -> bool:
    return not why_not(evidence, order=order, now=now)


def newest_fresh(
    order: Order, kind: str, covers: str, *, now: datetime
) -> tuple[Evidence | None, str]:
    """(the evidence that holds, "") or (the newest there is or None, why it does not).

    A newer failed record takes the older passed one with it.
    """
    found = standing(order, kind, covers)
    if not found:
        return None, "evidence-missing"
    why = why_not(found[0], order=order, now=now)
    return found[0], why


def _overtaken(evidence: Evidence, order: Order) -> bool:
    since = evidence.recorded_at
    if evidence.kind in BY_WORK and _worked_since(evidence, order, since):
        return True
    if evidence.kind in BY_SWITCHING and _switched_since(evidence, order, since):
        return True
    return evidence.kind in BY_TICKET_END and _ticket_ended_since(order, since)


def _worked_since(evidence: Evidence, order: Order, since: datetime) -> bool:
    """A stint on the section that is still open or ended after the evidence.

    The stint in which the evidence itself was made does not count against it.
    """
    scope, _colon, area = evidence.covers.partition(":")
    if scope != "area":
        return False
    stints = Stint.objects.filter(task__order__site=order.site_id).filter(
        Q(ended_at__isnull=True)
        | Q(end_recorded_at__gt=since)
        | Q(recorded_at__gt=since)
    )
    return any(
        area in stint.task.list_of("areas")
        for stint in stints.select_related("task").exclude(task=evidence.task_id)
        if _changes_the_section(stint)
    )


def _changes_the_section(stint: Stint) -> bool:
    """A row that gives evidence looks or switches; plain work changes the plant."""
    return stint.field and not stint.task.list_of("gives")


def _switched_since(evidence: Evidence, order: Order, since: datetime) -> bool:
    scope, _colon, key = evidence.covers.partition(":")
    here = scope == "isolation"
    mine = Q(isolation=key) if here else Q(isolation__order=order)
    moved = Point.objects.filter(mine).filter(
        Q(opened_at__gt=since) | Q(unlocked_at__gt=since)
    )
    if evidence.kind == "proved_dead":
        return moved.exists()
    earthed = EarthSet.objects.filter(mine).filter(
        Q(placed_at__gt=since) | Q(removed_at__gt=since)
    )
    return moved.exists() or earthed.exists()


def _ticket_ended_since(order: Order, since: datetime) -> bool:
    return Ticket.objects.filter(order=order, ended_at__gt=since).exists()
