"""Temporary supply ends: its term and its removal order begin the moment it is live."""

from __future__ import annotations

from datetime import datetime

from greenlane.connections.facts_supply import TermSet
from greenlane.connections.models import Term
from greenlane.core.command import say
from greenlane.safety.limits import limit
from greenlane.work.ends import end_order
from greenlane.work.facts.orders import OrderCancelled
from greenlane.work.models import Order
from greenlane.work.orders import open_order, pin_playbook
from greenlane.work.tasks import must_be_quiet

REMOVAL = "removal"  # the mission of the order that takes a temporary supply away
RECIPE = "f-de-install"


def months_later(start: datetime, months: int) -> datetime:
    """The same day of the month, or its last day."""
    turn = start.month - 1 + months
    year, month = start.year + turn // 12, turn % 12 + 1
    for day in range(start.day, 27, -1):
        try:
            return start.replace(year=year, month=month, day=day)
        except ValueError:
            continue
    return start.replace(year=year, month=month, day=min(start.day, 28))


def begin_term(order: Order, *, at: datetime) -> Term:
    """The term of the rule pack, and the removal as an order of its own."""
    months = int(limit(order, "temporary_use.term.months").number)
    ends = months_later(at, months)
    removal = open_order(
        order.unit,
        site=order.site,
        points=order.points.all(),
        mission=REMOVAL,
        requested_at=at,
        need_at=ends,
        priority=5,
        pack=order.pack,
        parent=order,
    )
    pin_playbook(removal, RECIPE, at)
    term = Term.objects.create(
        unit_id=order.unit_id, order=order, starts_at=at, ends_at=ends, removal=removal
    )
    say(
        TermSet(term.pk, ends.isoformat()),
        subjects=(order, removal, term),
        unit=order.unit_id,
        at=at,
        stamps=(term,),
    )
    return term


def extend(term: Term, *, until: datetime) -> Term:
    """A row of its own, so the history stays; the removal waits for the new end.

    The caller holds the removal.
    """
    removal = term.removal
    if removal is not None:
        removal.need_at = until
        removal.save(update_fields=["need_at"])
    return Term.objects.create(
        unit_id=term.unit_id,
        order=term.order,
        starts_at=term.ends_at,
        ends_at=until,
        removal=removal,
    )


def call_off_removal(term: Term, *, at: datetime) -> None:
    """The supply stays for good: its removal is not wanted. The caller holds it.

    Refused while people are at work on the removal.
    """
    removal = term.removal
    if removal is None or removal.ends.filter(reopened_at__isnull=True).exists():
        return
    must_be_quiet(task__order=removal)
    end = end_order(removal, "cancelled", reason="converted", at=at)
    say(
        OrderCancelled(removal.pk, end.pk),
        subjects=(removal, end),
        unit=removal.unit_id,
        stamps=(end,),
    )
