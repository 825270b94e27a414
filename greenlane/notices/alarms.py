"""The alarms that stand: raised from what is so, acknowledged, told on, and over."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.core import locks, rows
from greenlane.core.actors import SYSTEM, Actor
from greenlane.core.command import current
from greenlane.core.kept import kept
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.notices.models import Alarm


def standing(actor: Actor) -> tuple[Alarm, ...]:
    """Of the reader's units; kept until a journal goes on."""
    return kept("alarms-raised", actor.sight, lambda: tuple(_standing(actor)))


def _standing(actor: Actor) -> QuerySet[Alarm]:
    found = Alarm.objects.seen_by(actor).filter(cleared_at__isnull=True)
    along = ("order__site", "unit")
    return found.select_related(*along).order_by("-raised_at", "-id")


def taken(key: UUID) -> Alarm:
    """The alarm, locked, for a command. One that is over is refused."""
    row: Alarm
    [row] = locks.take(rows.find(Alarm, key))
    if row.cleared_at:
        raise Refused("alarm-over")
    return row


def by_the_house() -> None:
    """An alarm is raised, told on and ended by the house: nobody decides it away."""
    if current().by.via != SYSTEM:
        raise NotAllowed("the-house-alarms")


def subjects(row: Alarm) -> tuple[Alarm | tuple[str, UUID], ...]:
    """The alarm, and the order that it stands on."""
    return (row, ("order", row.order_id)) if row.order_id else (row,)
