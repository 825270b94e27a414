"""Takes what is queued and sends it: in the follower, never inside a request.

Several hands, and never two for one webhook: a dead receiver keeps one hand for some
seconds and delays nobody else. What fails is tried again, later each time, for a day.
"""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections, connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from greenlane.core import clock, queue, second
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.refusals import Refused
from greenlane.notices import wire
from greenlane.notices.message import Unwanted, key_of, message, signature
from greenlane.notices.models import Delivery, Outcome, Webhook

log = structlog.get_logger("greenlane.notices")
HANDS = 4
LEASE = timedelta(seconds=60)  # a hand that was killed holds its notice no longer
PAUSES = (10, 30, 120, 600, 1800, 3600)  # seconds; the last one again and again
GIVEN_UP = timedelta(hours=24)
KEPT = timedelta(days=7)
IDLE_SECONDS = 0.5
TIDIED_SECONDS = 600.0
ENDS_SECONDS = 5.0  # a hand that is still waiting then is left to its lease


def turn() -> bool:
    """Send one notice that is due. False: there is none, or others have it."""
    row = _claimed()
    if row is None:
        return False
    try:
        answer = _sent(row)
    except Unwanted as why:
        _settle(row, Outcome.DROPPED, str(why))
        return True
    except Exception:
        log.exception("notice-failed", delivery=row.pk)
        answer = "error"
    if answer == wire.TAKEN:
        _settle(row, Outcome.SENT, answer)
    else:
        _later(row, answer)
    return True


def run(stop: threading.Event) -> list[threading.Thread]:
    """Start the hands; they end with `stop`."""
    hands = [
        threading.Thread(target=_work, args=(stop,), name=f"notices-{n}", daemon=True)
        for n in range(HANDS)
    ]
    for each in hands:
        each.start()
    return hands


def _work(stop: threading.Event) -> None:
    tidied = time.monotonic()
    while not stop.is_set():
        close_old_connections()
        try:
            busy = turn()
            if time.monotonic() - tidied > TIDIED_SECONDS:
                tidied = time.monotonic()
                prune()
        except Exception:
            log.exception("sender-failed")
            busy = False
        if not busy:
            stop.wait(IDLE_SECONDS)
    connection.close()


def _due(now: datetime) -> QuerySet[Delivery]:
    """The oldest first; none of a webhook to which another one is on its way."""
    waiting = Delivery.objects.filter(outcome=Outcome.WAITING)
    away = waiting.filter(webhook=OuterRef("webhook"), held_until__gt=now)
    free = waiting.filter(~Exists(away), due_at__lte=now)
    return free.order_by("due_at", "id")


def _claimed() -> Delivery | None:
    now = clock.wall()
    found = _due(now).values_list("pk", flat=True).first()
    if found is None:
        return None
    free = Q(held_until__isnull=True) | Q(held_until__lte=now)
    with queue.turn(), transaction.atomic():
        mine = Delivery.objects.filter(free, pk=found, outcome=Outcome.WAITING).update(
            held_until=now + LEASE
        )
    along = ("webhook__account", "webhook__unit", "unit")
    return Delivery.objects.select_related(*along).get(pk=found) if mine else None


def _sent(row: Delivery) -> str:
    hook = row.webhook
    if hook.off_at:
        raise Unwanted("too-old")
    body = message(row)
    address, secret = second.unseal(hook.address), second.unseal(hook.secret)
    if address is None or secret is None:
        return "secret-lost"
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Greenlane",
        "X-Greenlane-Id": str(key_of(row)),
        "X-Greenlane-Kind": row.kind,
        "X-Greenlane-Signature": signature(secret, body, at=clock.wall()),
    }
    return wire.post(address, body, headers)


def _settle(row: Delivery, outcome: str, answer: str) -> None:
    _write(row, outcome=outcome, answer=answer, tries=row.tries + 1)


def _later(row: Delivery, answer: str) -> None:
    """Tried again after a pause; given up after a day, and its webhook with it."""
    now, tries = clock.wall(), row.tries + 1
    log.warning("notice-not-taken", webhook=str(row.webhook_id), answer=answer)
    if now - row.queued_at >= GIVEN_UP:
        _write(row, outcome=Outcome.FAILED, answer=answer, tries=tries)
        _switch_off(row.webhook, now)
        return
    pause = timedelta(seconds=PAUSES[min(tries, len(PAUSES)) - 1])
    _write(row, due_at=now + pause, answer=answer, tries=tries)


def _write(row: Delivery, **what: object) -> None:
    with queue.turn(), transaction.atomic():
        Delivery.objects.filter(pk=row.pk).update(
            tried_at=clock.wall(), held_until=None, **what
        )


def _switch_off(hook: Webhook, now: datetime) -> None:
    """Nothing has arrived there for a whole day."""
    arrived = Delivery.objects.filter(webhook=hook, outcome=Outcome.SENT)
    if arrived.filter(tried_at__gt=now - GIVEN_UP).exists():
        return
    try:
        data = {"webhook": str(hook.pk)}
        perform("notices.switch_off_webhook", data, by=system(hook.unit))
    except Refused as refused:  # off, or removed, meanwhile
        log.info("webhook-not-switched-off", code=refused.code)


def prune() -> int:
    """Forget what was settled a week ago. Gives how many."""
    old = Delivery.objects.exclude(outcome=Outcome.WAITING)
    keys = old.filter(queued_at__lt=clock.wall() - KEPT).values_list("pk", flat=True)
    with queue.turn(), transaction.atomic():
        return Delivery.objects.filter(pk__in=list(keys[:500])).delete()[0]
