"""Which orders a list shows: what the database can say, and what only the rows tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from greenlane.core.actors import Actor
from greenlane.work.mine import my_orders
from greenlane.work.models import Handoff, Order, OrderHold, StopWork, Wait

PAGE = 50  # rows of a page of orders
STANDING = ("held", "stopped", "waiting", "handoff", "material")


@dataclass(frozen=True)
class Filters:
    """Which orders. `ended` None: all; `after`: the last key of the page before.

    `stage` is the code of a label; `standing` one of STANDING; `late` those whose last
    moment has passed before there was light.
    """

    mission: str = ""
    site: UUID | None = None
    channel: str = ""
    ended: bool | None = False
    after: UUID | None = None
    ids: tuple[UUID, ...] | None = None  # what a search found
    limit: int = PAGE
    stage: str = ""
    standing: str = ""
    mine: bool = False
    late: bool = False

    @property
    def is_common(self) -> bool:
        """What many ask for alike: the top of a list, whoever asks and whenever."""
        return not (self.after or self.ids is not None or self.mine or self.late)

    @property
    def is_told_by_rows(self) -> bool:
        """A label and the light are computed: each row has to be looked at."""
        return bool(self.stage or self.late)


def narrowed(
    rows: QuerySet[Order], actor: Actor, filters: Filters, *, now: datetime
) -> QuerySet[Order]:
    """What fits, as far as the database can say; the newest first."""
    if filters.ended is not None:
        rows = rows.filter(ended=filters.ended)
    plain = {key: getattr(filters, key) for key in ("mission", "channel", "site")}
    rows = rows.filter(**{key: value for key, value in plain.items() if value})
    if filters.ids is not None:
        rows = rows.filter(pk__in=filters.ids)
    if filters.standing:
        rows = rows.filter(pk__in=_standing(filters.standing))
    if filters.mine:
        rows = rows.filter(pk__in=my_orders(actor))
    if filters.late:
        rows = rows.annotate(due=Coalesce("deadline", "need_at")).filter(due__lt=now)
    if filters.after:
        rows = rows.filter(pk__lt=filters.after)
    return rows.order_by("-id")


def _standing(what: str) -> Any:
    """The keys of orders that stand still in this way."""
    if what == "held":
        return OrderHold.objects.filter(until__isnull=True).values("order")
    if what == "stopped":
        on_order = StopWork.objects.filter(lifted_at__isnull=True, order__isnull=False)
        return on_order.values("order")
    if what == "handoff":  # offered, and nobody has taken it
        offers = Handoff.objects.current().filter(ended_at__isnull=True)
        still = offers.filter(task__finished_at=None, task__dropped_at=None)
        return still.values("task__order")
    waits = Wait.objects.current().filter(ended_at__isnull=True)
    if what == "material":
        waits = waits.filter(cause="material")
    return waits.values("order")
