"""What an alarm of safety stands for, asked of the rows of a unit: no list ends there.

The list that pages show (`alarms.standing`) has the newest alone; whoever raises alarms
and ends them asks here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from greenlane.core.models import Unit
from greenlane.safety.alarms import CALM
from greenlane.safety.models import Occurrence, Ticket, TicketBreak
from greenlane.work.models import Clearance, StopWork


def standing(sort: str, unit: Unit) -> QuerySet[Any]:
    """The rows of this unit an alarm of that sort stands for. Raises KeyError."""
    return SORTS[sort]().filter(unit=unit)


def _reports() -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(reviewed_at__isnull=True)


def _stops() -> QuerySet[StopWork]:
    return StopWork.objects.filter(lifted_at__isnull=True)


def _permits() -> QuerySet[Ticket]:
    """Revoked or interrupted while people may still stand behind the permit."""
    gone = Q(revoked_at__isnull=False, acknowledged_at__isnull=True)
    breaks = TicketBreak.objects.filter(ticket=OuterRef("pk"), resumed_at__isnull=True)
    return Ticket.objects.filter(
        gone | Exists(breaks.exclude(cause__in=CALM)),
        permitted_at__isnull=False,
        ended_at__isnull=True,
    )


def _clearances() -> QuerySet[Clearance]:
    """One line an order: the newest of what was taken back there."""
    open_ = Clearance.objects.filter(
        revoked_at__isnull=False, acknowledged_at__isnull=True, order__isnull=False
    )
    mine, at = OuterRef("pk"), OuterRef("revoked_at")
    newer = Q(revoked_at__gt=at) | Q(revoked_at=at, pk__gt=mine)
    return open_.filter(~Exists(open_.filter(newer, order=OuterRef("order"))))


SORTS: dict[str, Callable[[], QuerySet[Any]]] = {
    "occurrence": _reports,
    "stop": _stops,
    "permit": _permits,
    "clearance": _clearances,
}
