"""G9: live work has its conditions: reclosing off, weather read, a watcher there.

The watcher has signed that he watches, and does nothing else: he leads no live ticket,
and works in no stint. Who has left, is unfit or must rest watches nobody.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.core import clock
from greenlane.core.gatewalk import Act, named
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.safety.freshness import newest_fresh
from greenlane.safety.gate_reading import lacking, order_of, parents
from greenlane.safety.models import Evidence, EvidenceLine, Signature, Ticket
from greenlane.safety.signing import signatures
from greenlane.safety.watching import unable
from greenlane.work.models import Head
from greenlane.workforce.models import Person

NAME, CLASS = "G9", "P"
GUARDS = frozenset({"permit", "resume", "stint_live"})
KIND, COVERS = "live_conditions", "order"


def locks(act: Act) -> list[Lock]:
    # The conditions are recorded, and withdrawn, under the order; a stint is joined
    # under the person.
    watchers = _watchers(act.order) if act.order else []
    return [*parents(act), *(Lock(Person, each) for each in watchers if each)]


def missing(act: Act) -> list[Missing]:
    if not _is_live(act):
        return []
    found, held = lacking(
        act,
        NAME,
        KIND,
        COVERS,
        holder="role:switching",
        next_step="safety.record_live_conditions",
    )
    return held or [*_unsigned(found), *_works(act, found), *_unable(act, found)]


def basis(act: Act) -> list[tuple[str, UUID]]:
    if not _is_live(act):
        return []
    found, _why = newest_fresh(order_of(act), KIND, COVERS, now=clock.now())
    if found is None:
        return []
    return [("evidence", found.pk), *(("signature", s.pk) for s in _watching(found))]


def _is_live(act: Act) -> bool:
    if "stint_live" in act.kinds:
        return True
    if act.ticket is None:
        return False
    return Ticket.objects.filter(pk=act.ticket, live=True).exists()


def _watching(record: Evidence) -> list[Signature]:
    return [each for each in signatures(record) if each.role == "watcher"]


def _unsigned(record: Evidence | None) -> list[Missing]:
    """Who is named to watch says so himself; nobody watches because he was named."""
    watcher = next(iter(_watcher(record.pk)), None) if record else None
    if record is None or watcher in {each.person_id for each in _watching(record)}:
        return []
    return [
        Missing(
            NAME,
            "watcher-unsigned",
            holder=f"person:{watcher}",
            since=record.at,
            next_step="safety.sign",
            evidence=(str(record.pk),),
            facts={"person": watcher},
        )
    ]


def _works(act: Act, found: Evidence | None) -> list[Missing]:
    """Who watches does not lead the ticket, is no head of it, and is in no stint."""
    watcher = next(iter(_watcher(found.pk)), None) if found else None
    busy = {*act.people, *_leaders(named(act.order))} if watcher else set()
    if watcher is None or not (watcher in busy or list(_at_work(watcher))):
        return []
    return [
        Missing(
            NAME,
            "watcher-works",
            holder=f"person:{watcher}",
            since=found.at if found else None,
            next_step="safety.record_live_conditions",
            evidence=(str(found.pk),) if found else (),
            facts={"person": watcher},
        )
    ]


def _unable(act: Act, found: Evidence | None) -> list[Missing]:
    """From the moment he signed: that is when his watch began."""
    key = next(iter(_watcher(found.pk)), None) if found else None
    if found is None or key is None:
        return []
    signed = [each.at for each in _watching(found) if each.person_id == key]
    return unable(
        Person.objects.get(pk=key),
        order_of(act),
        since=max(signed, default=found.at),
        now=clock.now(),
        gate=NAME,
    )


def _leaders(order: UUID) -> set[UUID]:
    rows = Ticket.objects.filter(order=order, live=True, ended_at__isnull=True)
    return set(rows.values_list("leader", flat=True))


@prepared
def _watchers(order: UUID) -> QuerySet[EvidenceLine, UUID | None]:
    """Everybody who was ever named to watch on this order."""
    rows = EvidenceLine.objects.filter(
        evidence__order=order, evidence__kind=KIND, what="watcher"
    )
    return rows.order_by("person").values_list("person", flat=True).distinct()


@prepared
def _watcher(record: UUID) -> QuerySet[EvidenceLine, UUID | None]:
    rows = EvidenceLine.objects.filter(evidence=record, what="watcher")
    return rows.order_by("id").values_list("person", flat=True)[:1]


@prepared
def _at_work(person: UUID) -> QuerySet[Head, UUID]:
    rows = Head.objects.filter(person=person, left_at__isnull=True)
    return rows.values_list("pk", flat=True)[:1]
