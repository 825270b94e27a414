"""How much is left before the last moment: what is expected against the deadline.

It is told beside the plan, never beside a gate or a switching step: it hurries nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from greenlane.dispatch.models import OrderPlan
from greenlane.work.models import Order

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Slack:
    """`length` is what is left, or by how much it is too late."""

    at: datetime
    length: timedelta
    late: bool


def slack_of(order: Order, plan: OrderPlan | None, *, now: datetime) -> Slack | None:
    """None where nobody set a deadline."""
    if order.deadline is None:
        return None
    end = max(now, plan.p80_at) if plan and plan.p80_at else now
    left = order.deadline - end
    return Slack(order.deadline, abs(left), left <= -MINUTE)
