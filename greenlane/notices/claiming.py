"""Which notice a hand takes next, so that no receiver and no account keeps them all."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When

from greenlane.core import clock, queue
from greenlane.notices.kinds import KINDS
from greenlane.notices.models import Delivery, Outcome

LEASE = timedelta(seconds=60)  # a hand that was killed holds its notice no longer
# A test is none of them: it is sent as often as somebody asks for it.
URGENT = frozenset(code for code, kind in KINDS.items() if kind.urgent)
_one_at_a_time = threading.Lock()


def claimed(*, urgent_alone: bool = False) -> Delivery | None:
    """The next one that is due, held for this hand; None: there is none for it."""
    now = clock.wall()
    if _due(now, urgent_alone=urgent_alone) is None:
        return None
    with _one_at_a_time, queue.turn(), transaction.atomic():
        found = _due(now, urgent_alone=urgent_alone) or 0
        free = Q(held_until__isnull=True) | Q(held_until__lte=now)
        rows = Delivery.objects.filter(free, pk=found, outcome=Outcome.WAITING)
        mine = rows.update(held_until=now + LEASE)
    along = ("webhook__account", "webhook__unit__pack", "unit__pack")
    return Delivery.objects.select_related(*along).get(pk=found) if mine else None


def _due(now: datetime, *, urgent_alone: bool) -> int | None:
    """The key of the oldest; none of a webhook to which another is on its way.

    Of lesser kinds none of an account that has one on its way; and an account that has
    any on its way comes after those that have none.
    """
    waiting = Delivery.objects.filter(outcome=Outcome.WAITING)
    away = list(
        waiting.filter(held_until__gt=now).values_list(
            "webhook", "webhook__account", "kind"
        )
    )
    busy = {account for _hook, account, _kind in away}
    lesser = {account for _hook, account, kind in away if kind not in URGENT}
    free = waiting.filter(due_at__lte=now).exclude(
        webhook__in={hook for hook, _account, _kind in away}
    )
    urgent = Q(kind__in=URGENT)
    mine = urgent if urgent_alone else urgent | ~Q(webhook__account__in=lesser)
    rows = free.filter(mine).order_by("due_at", "id")
    if busy:  # PostgreSQL takes a bare number for a column
        last = Case(When(webhook__account__in=busy, then=Value(1)), default=Value(0))
        rows = rows.order_by(last, "due_at", "id")
    return _first(rows)


def _first(rows: QuerySet[Delivery]) -> int | None:
    return rows.values_list("pk", flat=True).first()
