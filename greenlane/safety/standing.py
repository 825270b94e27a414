"""Whether an alarm of safety still stands, asked of its own row and of no list."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from greenlane.safety.alarms import CALM
from greenlane.safety.models import Occurrence, Ticket, TicketBreak
from greenlane.work.models import Clearance, StopWork


def stands(sort: str, key: UUID) -> bool:
    """The alarms of `alarms.standing`, one at a time. Raises KeyError."""
    return _ASKED[sort](key)


def _reported(key: UUID) -> bool:
    return Occurrence.objects.filter(pk=key, reviewed_at__isnull=True).exists()


def _stopped(key: UUID) -> bool:
    return StopWork.objects.filter(pk=key, lifted_at__isnull=True).exists()


def _rests(key: UUID) -> bool:
    """Revoked or interrupted while people may still stand behind the permit."""
    open_ = Ticket.objects.filter(
        pk=key, permitted_at__isnull=False, ended_at__isnull=True
    )
    gone = open_.filter(revoked_at__isnull=False, acknowledged_at__isnull=True)
    breaks = TicketBreak.objects.filter(ticket__in=open_, resumed_at__isnull=True)
    return gone.exists() or breaks.exclude(cause__in=CALM).exists()


def _revoked(key: UUID) -> bool:
    """One line an order: the newest of what was taken back there."""
    open_ = Clearance.objects.filter(
        revoked_at__isnull=False, acknowledged_at__isnull=True, order__isnull=False
    )
    row = open_.filter(pk=key).first()
    if row is None:
        return False
    newer = open_.filter(order=row.order_id, revoked_at__gt=row.revoked_at)
    return not newer.exists()


_ASKED: dict[str, Callable[[UUID], bool]] = {
    "occurrence": _reported,
    "stop": _stopped,
    "permit": _rests,
    "clearance": _revoked,
}
