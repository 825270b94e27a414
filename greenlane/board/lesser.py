"""Alarms beside those of safety, in words: a broken promise, an old plan, a channel.

Which of them stand is kept in rows; what they say is read of what they are about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from greenlane.board.words import word
from greenlane.core.templatetags.times import moment
from greenlane.dispatch.models import Promise, UnitPlan
from greenlane.dispatch.models.plan import STALE
from greenlane.notices.models import Alarm, Webhook
from greenlane.notices.sorts import LABELS

SORTS = frozenset({"promise", "plan", "channel"})


@dataclass(frozen=True)
class Lesser:
    """`since`: when it began, which is before it was an alarm."""

    row: Alarm
    title: str
    where: str
    what: str
    since: datetime
    url: str


def lesser(rows: Sequence[Alarm]) -> Iterator[Lesser]:
    """A query for each sort that is among them."""
    mine = [row for row in rows if row.sort in SORTS]
    promises = {
        row.order_id: row
        for row in Promise.objects.filter(
            order__in=_about(mine, "promise"), replaced_at__isnull=True
        )
    }
    plans = UnitPlan.objects.in_bulk(_about(mine, "plan"))
    hooks = Webhook.objects.in_bulk(_about(mine, "channel"))
    for row in mine:
        if row.sort == "promise":
            yield _promise(row, promises.get(row.about))
        elif row.sort == "plan":
            yield _plan(row, plans.get(row.about))
        else:
            yield _channel(row, hooks.get(row.about))


def _about(rows: Sequence[Alarm], sort: str) -> list[UUID]:
    return [row.about for row in rows if row.sort == sort]


def _promise(row: Alarm, promise: Promise | None) -> Lesser:
    order = row.order
    at = promise.p80_at if promise else row.raised_at
    what = _("light was promised by %(time)s") % {"time": moment(at)}
    where = str(order.site) if order else ""
    url = reverse("board:order", args=[order.number]) if order else ""
    return Lesser(row, str(LABELS["promise"]), where, what, at, url)


def _plan(row: Alarm, plan: UnitPlan | None) -> Lesser:
    since = plan.stale_since if plan else None
    what = word(STALE, plan.stale_why) if plan else ""
    at, url = since or row.raised_at, reverse("board:plan")
    return Lesser(row, str(LABELS["plan"]), str(row.unit), what, at, url)


def _channel(row: Alarm, hook: Webhook | None) -> Lesser:
    what = f"{hook.name} ({hook.host})" if hook and hook.whole_unit else ""
    at, url = row.raised_at, reverse("board:undelivered")
    return Lesser(row, str(LABELS["channel"]), str(row.unit), what, at, url)
