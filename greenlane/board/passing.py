"""The next handoffs of some orders: from whom to whom, what, where, about when.

First what was offered and nobody has accepted, the longest first; then what the plan
has next. A plan proposes: its times are about, and nobody is sent by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import get_language

from greenlane.core import clock
from greenlane.core.kept import kept
from greenlane.dispatch.lines import lines_of_orders
from greenlane.dispatch.models import Line
from greenlane.dispatch.sentences import crew_names
from greenlane.work.models import Handoff, Order, Stint

NEXT = 3
LATE = timedelta(minutes=5)  # a plan that is a few minutes old is no delay
MOST = 400  # lines of the plan that are looked through, the first to begin


@dataclass(frozen=True)
class Pass:
    """`at`: about when it is taken over; `since`: offered then, and not accepted."""

    site: str
    task: str
    giver: str
    taker: str
    at: datetime | None = None
    since: datetime | None = None

    @property
    def is_late(self) -> bool:
        return bool(self.at and self.at < clock.now() - LATE)

    @property
    def is_due(self) -> bool:
        return bool(self.at and self.at <= clock.now())


def passes_of(orders: Sequence[Order]) -> tuple[Pass, ...]:
    """At most three. Four queries, however many orders."""
    keys = tuple(order.pk for order in orders)
    return kept("passes", (keys, get_language()), lambda: _passes(keys))


def _passes(keys: tuple[UUID, ...]) -> tuple[Pass, ...]:
    found = list(_offered(keys))
    if len(found) < NEXT:
        planned = list(_planned(lines_of_orders(keys, most=MOST)))
        found += _whole(planned[: NEXT - len(found)])
    return tuple(found)


def _offered(keys: Sequence[UUID]) -> Iterator[Pass]:
    rows = Handoff.objects.current().filter(task__order__in=keys, ended_at=None)
    related = rows.select_related("giver", "taker", "task__order__site")
    for row in related.order_by("happened_at", "pk")[:NEXT]:
        giver = str(row.giver) if row.giver else ""
        site = str(row.task.order.site)
        yield Pass(site, str(row.task), giver, str(row.taker), since=row.happened_at)


def _planned(lines: Sequence[Line]) -> Iterator[tuple[Pass, Line]]:
    """Lines that another crew takes over from the one before, as the plan has it."""
    by_task = {(line.order_id, line.task.key): line for line in lines}
    for line in lines:
        taker = crew_names(line)
        if line.fixed or not taker:
            continue
        before = [
            by_task[line.order_id, key]
            for key in line.task.list_of("after")
            if (line.order_id, key) in by_task
        ]
        giver = crew_names(max(before, key=lambda each: each.end_at)) if before else ""
        if giver != taker:
            site = str(line.order.site)
            yield Pass(site, str(line.task), giver, taker, at=line.start_at), line


def _whole(found: Sequence[tuple[Pass, Line]]) -> Iterator[Pass]:
    """With whoever did the step before, where that is over and in no plan any more."""
    alone = {line.order_id for each, line in found if not each.giver}
    rows = Stint.objects.current().filter(task__order__in=alone, ended_at__isnull=False)
    did: dict[tuple[UUID, str], str] = {}
    if alone:
        for row in rows.select_related("leader", "task").order_by("ended_at"):
            did[row.task.order_id, row.task.key] = str(row.leader)
    for each, line in found:
        last = [
            did[line.order_id, key]
            for key in line.task.list_of("after")
            if (line.order_id, key) in did
        ]
        giver = each.giver or next(iter(last), "")
        yield Pass(each.site, each.task, giver, each.taker, at=each.at)
