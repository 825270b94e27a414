"""Whether whoever watches live work can go on watching: there, fit, rested, certified.

Asked at the act, as of a leader: nobody goes in, and nothing goes on after a rest,
while the watcher has left, is ill or must rest. No message of his is refused for it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.work.models import Order
from greenlane.work.rest import must_rest
from greenlane.workforce.models import WITHOUT_TRADE, Certificate, Person, Presence

NEXT = "safety.record_live_conditions"  # it names another one


def unable(
    watcher: Person, order: Order, *, since: datetime, now: datetime, gate: str
) -> list[Missing]:
    """Why he cannot. He watches since then; lock him first."""
    codes = []
    if watcher.unfit_since is not None:
        codes.append("watcher-unfit")
    if watcher.left_at is not None or list(
        _elsewhere(watcher.pk, order.site_id, since)
    ):
        codes.append("watcher-away")
    if not _able(watcher, now):
        codes.append("watcher-uncertified")
    held = [
        Missing(
            gate,
            code,
            holder=f"person:{watcher.pk}",
            since=since,
            next_step=NEXT,
            facts={"person": watcher.pk},
        )
        for code in codes
    ]
    tired = must_rest([watcher.pk], order, at=now, gate=gate)
    return [*held, *(replace(each, next_step=NEXT) for each in tired)]


def _able(watcher: Person, now: datetime) -> bool:
    """Of the trade, and no certificate was lost without another that is valid.

    Which one it takes to watch stands in no rule that was confirmed.
    """
    if watcher.pool in WITHOUT_TRADE:
        return False
    mine = list(_certificates(watcher.pk))
    return not mine or any(
        revoked is None and issued <= now < expires for issued, expires, revoked in mine
    )


@prepared
def _certificates(
    person: UUID,
) -> QuerySet[Certificate, tuple[datetime, datetime, datetime | None]]:
    rows = Certificate.objects.filter(person=person)
    return rows.values_list("issued_at", "expires_at", "revoked_at")


@prepared
def _elsewhere(person: UUID, site: UUID, since: datetime) -> QuerySet[Presence, UUID]:
    """Stays by which he is not here, or was not since: out of this site, or on another.

    Who came back signs again that he watches, beside the work.
    """
    here = Q(site=site)
    rows = Presence.objects.current().filter(
        here & Q(ended_at__gte=since)
        | ~here & (Q(ended_at__isnull=True) | Q(happened_at__gte=since)),
        person=person,
    )
    return rows.values_list("pk", flat=True)[:1]
