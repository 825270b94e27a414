"""How many notices go in one message, where people read them.

A program is told each fact by itself. A person is told what cannot wait at once, what
is not urgent together, and in a storm only how many more there are. Stops and danger
are never held back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from greenlane.core import clock
from greenlane.notices import figures
from greenlane.notices.channels import is_for_people
from greenlane.notices.kinds import KINDS, is_urgent
from greenlane.notices.models import Delivery, Outcome

MOST = 200  # in one message: beyond, the next one has them


@dataclass(frozen=True)
class Load:
    """`rows` go in one message; by their number alone where they were held back.

    `until`: the brake is on, and nothing of it goes before.
    """

    rows: tuple[Delivery, ...]
    by_number: bool = False
    until: datetime | None = None


def load(row: Delivery) -> Load:
    """What goes along with this one, of the same channel."""
    if not is_for_people(row.webhook.service) or is_urgent(row.kind):
        return Load((row,))
    others = waiting(row)
    if until := _braked_until(row):
        return Load((row, *others.exclude(pk=row.pk)), until=until)
    held = tuple(others.filter(braked_at__isnull=False)[:MOST])
    if len(held) > 1:
        return Load(held, by_number=True)
    if KINDS[row.kind].waits:
        kinds = [code for code, kind in KINDS.items() if kind.waits]
        return Load(tuple(others.filter(kind__in=kinds)[:MOST]))
    return Load((row,))


def waiting(row: Delivery) -> QuerySet[Delivery]:
    """All of this channel that wait and may be held back, the oldest first."""
    rows = Delivery.objects.filter(webhook=row.webhook_id, outcome=Outcome.WAITING)
    urgent = [code for code in (*KINDS, "test") if is_urgent(code)]
    along = ("webhook__account", "webhook__unit__pack", "unit__pack")
    return rows.exclude(kind__in=urgent).select_related(*along).order_by("id")


def _braked_until(row: Delivery) -> datetime | None:
    """When the channel may be told something again; None: now."""
    most, window = figures.brake(row.webhook.unit)
    since = clock.wall() - window
    sent = Delivery.objects.filter(
        webhook=row.webhook_id, outcome=Outcome.SENT, tried_at__gt=since
    )
    times = list(sent.order_by("-tried_at").values_list("tried_at", flat=True))
    messages = sorted({each for each in times if each}, reverse=True)[:most]
    return messages[-1] + window if len(messages) >= most else None
