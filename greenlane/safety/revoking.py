"""Evidence that no longer stands takes down what rested on it.

Before volts: the permit is interrupted or the clearance void, people come out. After
volts: stop-work and an alarm, "consider switching off": software never undoes volts.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q

from greenlane.core import clock, locks
from greenlane.core.command import current, say
from greenlane.core.locks import Lock
from greenlane.core.refusals import Busy
from greenlane.safety.closure import behind, closure, settle
from greenlane.safety.facts_evidence import ClearanceRevoked, ConsiderSwitchingOff
from greenlane.safety.models import Ticket, TicketBreak
from greenlane.work.clearances import resting_on
from greenlane.work.models import Clearance, Order
from greenlane.work.stops import raise_stop

VOLTS = frozenset({"energise", "restore_source", "transfer_supply"})
TICKET = frozenset({"permit", "resume", "change_leader"})


M = TypeVar("M", bound=Model)


def lock_with_reliance(evidence: M, order: Order) -> tuple[M, list[Clearance]]:
    """Lock it, its closure and order, and the tickets and clearances resting on it."""
    mine = {each.pk for each in _resting(evidence)}
    rows = [Lock(Clearance, key) for key in mine]
    rows += [
        Lock(Ticket, key)
        for key in Ticket.objects.filter(pk__in=mine).values_list("pk", flat=True)
    ]
    settle(order, *rows, locks.of(evidence))
    found = _resting(evidence)
    if {each.pk for each in found} != mine:
        raise Busy("closure-moved", next_step="send-again")
    fresh = type(evidence)._default_manager.get(pk=evidence.pk)
    return fresh, found


def _resting(evidence: Model) -> list[Clearance]:
    """What relies on it, or on the record that it corrects: it answers for both."""
    found, row = list(resting_on(evidence.pk)), getattr(evidence, "corrects", None)
    while row is not None:
        found += resting_on(row.pk)
        row = row.corrects
    return list({each.pk: each for each in found}.values())


def revoke(
    clearances: list[Clearance], *, order: Order, code: str, at: datetime
) -> int:
    """Take these clearances back. Gives how many were."""
    for clearance in clearances:
        clearance.revoked_at, clearance.revoked_why = at, code
        clearance.save(update_fields=["revoked_at", "revoked_why"])
        subjects = (*_subjects(order), ("clearance", clearance.pk))
        if clearance.kind in VOLTS:
            _alarm(clearance, clearance.order or order, code, at, subjects)
        else:
            fact = ClearanceRevoked(clearance.pk, clearance.kind, code)
            say(fact, subjects=subjects, unit=order.unit_id, at=at)
        if clearance.kind in TICKET:
            interrupt(clearance.pk, cause="evidence-withdrawn", at=at)
    return len(clearances)


def interrupt(ticket: UUID, *, cause: str, at: datetime) -> bool:
    """A permitted ticket rests from now on; True unless it rested already.

    The key is the ticket's or that of a break: a clearance to resume bears the latter.
    """
    row = Ticket.objects.filter(
        Q(pk=ticket) | Q(breaks=ticket),
        permitted_at__isnull=False,
        ended_at__isnull=True,
    ).first()
    if row is None or row.breaks.filter(resumed_at__isnull=True).exists():
        return False
    TicketBreak.objects.create(
        unit_id=row.unit_id,
        ticket=row,
        cause=cause,
        at=clock.now(),
        by=current().by.account,
    )
    return True


def _subjects(order: Order) -> tuple[tuple[str, UUID], ...]:
    return behind(order, closure(order))


def _alarm(
    clearance: Clearance,
    order: Order,
    code: str,
    at: datetime,
    subjects: tuple[tuple[str, UUID], ...],
) -> None:
    raise_stop(
        "stop",
        order=order,
        site=order.site,
        isolation=None,
        reason=code,
        by=current().by,
        at=at,
    )
    say(
        ConsiderSwitchingOff(clearance.pk, code),
        subjects=subjects,
        unit=order.unit_id,
        at=at,
    )
