"""Evidence that no longer stands takes down what rested on it.

Before volts: the permit is interrupted or the clearance void, people come out. After
volts: stop-work and an alarm, "consider switching off": software never undoes volts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q

from greenlane.core import clock, locks
from greenlane.core.command import current, say, stamp_later
from greenlane.core.locks import Lock
from greenlane.core.refusals import Busy
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.closure import behind, closure, settle
from greenlane.safety.facts_evidence import (
    ClearanceRevoked,
    ConsiderSwitchingOff,
    EvidenceWithdrawn,
)
from greenlane.safety.facts_ticket import TicketInterrupted
from greenlane.safety.models import Evidence, Ticket, TicketBreak
from greenlane.work.clearances import resting_on
from greenlane.work.models import Clearance, Order
from greenlane.work.stops import raise_stop

TICKET = frozenset({"permit", "resume", "change_leader"})
# Of one moment: how two sources turn after work on one of them says nothing of how
# they turned before it. What was transferred then is read, and that reading counts.
OF_ITS_MOMENT = frozenset({"rotation"})

M = TypeVar("M", bound=Model)


def lock_with_reliance(evidence: M, order: Order) -> tuple[M, list[Clearance]]:
    """Lock it, its closure and order, and the tickets and clearances resting on it."""
    mine = {each.pk for each in _resting(evidence)}
    settle(order, *_locks(mine), locks.of(evidence))
    found = _resting(evidence)
    if {each.pk for each in found} != mine:
        raise Busy("closure-moved", next_step="send-again")
    fresh = type(evidence)._default_manager.get(pk=evidence.pk)
    return fresh, found


def withdraw(named: Evidence, *, why: str, code: str, at: datetime) -> int:
    """Take a record back, and what rests on it. Gives how many clearances fell."""
    evidence, resting = lock_with_reliance(named, named.order)
    order = evidence.order
    if evidence.withdrawn_at is None:
        evidence.withdrawn_at, evidence.withdrawn_why = at, why
        evidence.save(update_fields=["withdrawn_at", "withdrawn_why"])
    revoked = revoke(resting, order=order, code=code, at=at)
    subjects = (*_subjects(order), ("evidence", evidence.pk))
    fact = EvidenceWithdrawn(evidence.pk, evidence.kind, revoked)
    say(fact, subjects=subjects, unit=order.unit_id)
    return revoked


def fail(evidence: Evidence, *, at: datetime) -> int:
    """A record that failed takes down what rests on the passed ones before it.

    The closure is held already: nobody gives a clearance on it meanwhile.
    """
    if evidence.kind in OF_ITS_MOMENT:
        return 0
    older = Evidence.objects.filter(
        order=evidence.order_id, kind=evidence.kind, covers=evidence.covers
    ).exclude(pk=evidence.pk)
    rows = {c.pk: c for row in older for c in _resting(row)}
    locks.take(*_locks(set(rows)))
    resting = Clearance.objects.filter(pk__in=rows).order_by("id")
    return revoke(list(resting), order=evidence.order, code="evidence-failed", at=at)


def _locks(clearances: set[UUID]) -> list[Lock]:
    tickets = Ticket.objects.filter(_of(clearances)).values_list("pk", flat=True)
    return [
        *(Lock(Ticket, key) for key in sorted(set(tickets))),
        *(Lock(Clearance, key) for key in sorted(clearances)),
    ]


def _of(clearances: Iterable[UUID]) -> Q:
    """The tickets that these clearances permit, or permit anew."""
    keys = list(clearances)
    return Q(pk__in=keys) | Q(breaks__in=keys)


def _resting(evidence: Model) -> list[Clearance]:
    """What relies on it, or on the record that it corrects: it answers for both.

    A stint rests on the ticket that rests on the evidence: its people come out too.
    """
    found, row = list(resting_on(evidence.pk)), getattr(evidence, "corrects", None)
    while row is not None:
        found += resting_on(row.pk)
        row = row.corrects
    tickets = Ticket.objects.filter(_of(each.pk for each in found), ended_at=None)
    for ticket in tickets.distinct():
        found += resting_on(ticket.pk)
    return list({each.pk: each for each in found}.values())


def revoke(
    clearances: list[Clearance], *, order: Order, code: str, at: datetime
) -> int:
    """Take these clearances back. Gives how many were."""
    stopped: set[UUID] = set()
    for clearance in clearances:
        clearance.revoked_at, clearance.revoked_why = at, code
        clearance.save(update_fields=["revoked_at", "revoked_why"])
        subjects = (*_subjects(order), ("clearance", clearance.pk))
        if clearance.kind in CLOSINGS:
            live = clearance.order or order
            if live.pk not in stopped:  # one stop, however many steps were closed
                _stop(live, code, at)
            stopped.add(live.pk)
            consider = ConsiderSwitchingOff(clearance.pk, code)
            say(consider, subjects=subjects, unit=order.unit_id, at=at)
        else:
            fact = ClearanceRevoked(clearance.pk, clearance.kind, code)
            say(fact, subjects=subjects, unit=order.unit_id, at=at)
        if clearance.kind in TICKET:
            interrupt(clearance.pk, cause=code, at=at, told_in=order.unit_id)
    return len(clearances)


def interrupt(ticket: UUID, *, cause: str, at: datetime, told_in: int) -> bool:
    """A permitted ticket rests from now on; True unless it rested already.

    The key is the ticket's or that of a break: a clearance to resume bears the latter.
    The caller says why in the journal of unit `told_in`. The pages of another unit hear
    only their own: there it is said here.
    """
    row = Ticket.objects.filter(
        Q(pk=ticket) | Q(breaks=ticket),
        permitted_at__isnull=False,
        ended_at__isnull=True,
    ).first()
    if row is None or row.breaks.filter(resumed_at__isnull=True).exists():
        return False
    made = TicketBreak.objects.create(
        unit_id=row.unit_id,
        ticket=row,
        cause=cause,
        at=clock.now(),
        by=current().by.account,
    )
    stamp_later(made)
    if row.unit_id != told_in:
        say(
            TicketInterrupted(row.pk, cause),
            subjects=(row, ("order", row.order_id)),
            unit=row.unit_id,
            at=max(at, row.permitted_at or at),
        )
    return True


def _subjects(order: Order) -> tuple[tuple[str, UUID], ...]:
    return behind(order, closure(order))


def _stop(order: Order, code: str, at: datetime) -> None:
    raise_stop(
        "stop",
        order=order,
        site=order.site,
        isolation=None,
        reason=code,
        by=current().by,
        at=at,
    )
