"""Who led work on an order, or worked on it: he may not accept it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from greenlane.core.models import EventSubject
from greenlane.core.prepared import prepared
from greenlane.safety.models import Signature, Ticket
from greenlane.work.facts.stints import StintLeaderReplaced
from greenlane.work.models import Head, Order, Stint


def led_by(order: Order) -> frozenset[UUID]:
    """Keys of the people who lead or led a ticket, or a field stint that changed the
    plant. Whoever gave a leadership up has led all the same.
    """
    return frozenset(leader for (leader,) in _leaders(order.pk))


def worked_on(order: Order) -> frozenset[UUID]:
    """Keys of the people who were in a field stint that changed the plant."""
    return frozenset(_crew(order.pk))


@prepared
def _crew(order: UUID) -> QuerySet[Head, UUID]:
    rows = Head.objects.filter(stint__task__order=order, stint__field=True)
    rows = rows.exclude(stint__task__skill__in=("inspect", "test"))
    return rows.values_list("person", flat=True)


@prepared
def _leaders(order: UUID) -> QuerySet[Any, tuple[UUID]]:
    tickets = Ticket.objects.filter(order=order)
    signed = Signature.objects.filter(
        document="ticket", document_id__in=tickets.values("pk"), role="leader"
    )
    stints = Stint.objects.filter(task__order=order, field=True).exclude(
        task__skill__in=("inspect", "test")
    )
    # Who led a stint before is a head of it, named by the fact that he was replaced.
    named = EventSubject.objects.filter(
        unit=OuterRef("unit"),
        seq=OuterRef("seq"),
        kind="person",
        subject=OuterRef(OuterRef("person")),
    )
    replaced = EventSubject.objects.filter(
        Exists(named),
        name=StintLeaderReplaced.NAME,
        kind="stint",
        subject=OuterRef("stint"),
    )
    before = Head.objects.filter(Exists(replaced), stint__in=stints)
    return tickets.values_list("leader").union(
        stints.values_list("leader"),
        signed.values_list("person"),
        before.values_list("person"),
    )
