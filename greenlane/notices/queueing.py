"""A reader of the journal: each event that somebody wants to hear of is queued.

One row for a webhook and an event, by a constraint: a follower that is killed before
its cursor moves reads the events again, and nothing doubles.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from greenlane.connections.to_sign import waiting_for
from greenlane.core import clock, queue
from greenlane.core.actors import actor_for
from greenlane.core.follow import Reader
from greenlane.core.models import Event, Unit
from greenlane.notices import figures
from greenlane.notices.channels import is_for_people
from greenlane.notices.facts import AlarmRaised, WebhookTried
from greenlane.notices.kinds import ALARMS, BY_FACT, DOCUMENTS, KINDS, TRIAL, kind_of
from greenlane.notices.models import Delivery, Webhook
from greenlane.workforce.models import Person

READER = "notices"
TOO_OLD = timedelta(days=1)  # news of yesterday is none


def take(unit: Unit, events: Sequence[Event]) -> None:
    """Queue what these events of one unit bring. The same ones twice do no harm."""
    with clock.of(unit.scene()):
        oldest = clock.now() - TOO_OLD
        fresh = [e for e in events if e.recorded_at > oldest and _may_be_news(e)]
        if not fresh:
            return
        found = [each for hook in _hooks() for each in _of(hook, unit, fresh)]
    if found:
        with queue.turn(), transaction.atomic():
            Delivery.objects.bulk_create(found, ignore_conflicts=True)


def reader() -> Reader:
    return Reader(READER, take)


def _may_be_news(event: Event) -> bool:
    told = event.name in BY_FACT or event.name in ALARMS
    told = told or event.name == WebhookTried.NAME
    return told or any(kind in DOCUMENTS for kind, _key in subjects(event))


def subjects(event: Event) -> list[tuple[str, UUID]]:
    pairs = (each.split(":") for each in event.subjects.split())
    return [(kind, UUID(key)) for kind, key in pairs]


def _hooks() -> list[Webhook]:
    rows = Webhook.objects.filter(removed_at=None, off_at=None, account__is_active=True)
    return list(rows.select_related("account", "unit__pack").defer("address", "secret"))


def _of(hook: Webhook, unit: Unit, events: Sequence[Event]) -> Iterator[Delivery]:
    since = int(hook.since.get(str(unit.pk), 0))
    newer = [each for each in events if each.seq > since]
    if hook.whole_unit and not unit.path.startswith(hook.unit.path):
        return
    kinds = set(hook.kinds.split())
    for event in newer:
        fact = json.loads(event.canonical)
        kind = kind_of(event.name, fact)
        if event.name == WebhookTried.NAME and fact["webhook"] == str(hook.pk):
            yield _row(hook, event, TRIAL)
        elif kind in kinds:
            yield from _of_kind(hook, event, kind, fact)
    if "signature" in kinds:
        yield from _signatures(hook, unit, newer)


def _of_kind(
    hook: Webhook, event: Event, kind: str, fact: dict[str, object]
) -> Iterator[Delivery]:
    if event.name in ALARMS:
        if not _is_told_already(hook, event, fact):
            yield _row(hook, event, kind, UUID(str(fact["alarm"])))
        return
    person = {"assigned": "person", "handoff": "taker"}.get(kind)
    if person is None:
        yield _row(hook, event, kind)
    elif Person.objects.filter(pk=str(fact[person]), account=hook.account_id).exists():
        yield _row(hook, event, kind, UUID(str(fact["task"])))


def _is_told_already(hook: Webhook, event: Event, fact: dict[str, object]) -> bool:
    """A stop is told as a stop: that it also raises an alarm is no news there."""
    is_new_stop = event.name == AlarmRaised.NAME and fact["sort"] == "stop"
    return is_new_stop and "stop" in hook.kinds.split()


def _signatures(
    hook: Webhook, unit: Unit, events: Sequence[Event]
) -> Iterator[Delivery]:
    """Documents that these events touch and that wait for this person by name."""
    touched: dict[UUID, Event] = {}
    for event in events:
        for kind, key in subjects(event):
            if kind in DOCUMENTS:
                touched.setdefault(key, event)
    person = Person.objects.filter(account=hook.account_id).first() if touched else None
    if person is None:
        return
    actor = actor_for(hook.account)
    told = Delivery.objects.filter(webhook=hook, kind="signature", about__in=touched)
    known, seen = set(told.values_list("about", flat=True)), set[int]()
    for each in waiting_for(actor, person) if actor.sees(unit.path) else ():
        key = each.row.pk
        if each.named and key in touched and key not in known:
            event = touched[key]
            if event.seq not in seen:  # one event, one notice
                seen.add(event.seq)
                yield _row(hook, event, "signature", key)


def _row(hook: Webhook, event: Event, kind: str, about: UUID | None = None) -> Delivery:
    now = clock.wall()
    return Delivery(
        webhook=hook,
        unit_id=event.unit_id,
        seq=event.seq,
        kind=kind,
        about=about,
        queued_at=now,
        due_at=now + _wait(hook, kind),
    )


def _wait(hook: Webhook, kind: str) -> timedelta:
    """What is not urgent is collected for whoever reads it himself."""
    waits = kind in KINDS and KINDS[kind].waits and is_for_people(hook.service)
    return figures.digest_wait(hook.unit) if waits else timedelta(0)
