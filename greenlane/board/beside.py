"""What stands beside the lanes of a list: papers owed, and who is next by the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from greenlane.connections.models import Paper
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.templatetags.times import moment
from greenlane.dispatch.lines import next_lines
from greenlane.dispatch.models import Line, OrderPlan
from greenlane.dispatch.queries import plans_of
from greenlane.dispatch.sentences import crew_names
from greenlane.work.models import Order

MOST = 400  # late papers that a list is made of


@dataclass(frozen=True)
class Owed:
    """Papers that have not come, and how many of them are late."""

    papers: int = 0
    late: int = 0


NOTHING_OWED = Owed()


@dataclass(frozen=True)
class Beside:
    """Of some orders: their plans, who takes over next, the papers they owe."""

    plans: Mapping[UUID, OrderPlan] = field(default_factory=dict)
    next: Mapping[UUID, Line] = field(default_factory=dict)
    owed: Mapping[UUID, Owed] = field(default_factory=dict)


def beside(orders: Sequence[Order], *, now: datetime) -> Beside:
    """Four queries, however many orders."""
    keys = [order.pk for order in orders]
    return Beside(plans_of(orders), next_lines(keys), owed_by(keys, now=now))


def owed_by(orders: Iterable[UUID], *, now: datetime) -> dict[UUID, Owed]:
    """Order → what it owes, where it owes anything. One query."""
    open_ones = papers_owed().filter(order__in=list(orders)).order_by()
    rows = open_ones.values_list("order").annotate(
        all=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now))
    )
    return {order: Owed(papers, late) for order, papers, late in rows}


def owing(actor: Actor) -> tuple[UUID, ...]:
    """Orders that owe a paper whose day has passed, the longest overdue first: MOST."""
    late = papers_owed().filter(due_at__lt=clock.now(), order__ended=False)
    rows = late.filter(order__in=Order.objects.seen_by(actor)).order_by("due_at", "pk")
    return tuple(dict.fromkeys(rows.values_list("order", flat=True)[:MOST]))


def papers_owed() -> QuerySet[Paper]:
    """Neither here nor waived."""
    return Paper.objects.filter(received_at__isnull=True, waived_at__isnull=True)


def said_next(line: Line | None) -> str:
    """Who is on deck with what, and when; nothing where the plan has nobody."""
    if line is None:
        return ""
    crews = crew_names(line)
    facts = {"crews": crews, "task": line.task, "time": moment(line.start_at)}
    if not crews:
        return _("Next: “%(task)s”, about %(time)s") % facts
    if line.leave_at and line.leave_at < line.start_at:
        facts["leave"] = moment(line.leave_at)
        return _("Next: %(crews)s, “%(task)s”, leaves by %(leave)s") % facts
    return _("Next: %(crews)s, “%(task)s”, about %(time)s") % facts
