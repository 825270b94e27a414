"""Takes what is queued and sends it: in the follower, never inside a request.

Several hands (`claiming.py`), and never two for one webhook: a dead receiver keeps one
hand for some seconds and delays nobody else. Of what is no stop and no danger, one
account keeps one hand at the most, and one hand is for stops and danger alone. What
fails is tried again, later each time, for a day.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections, connection, transaction
from django.db.models import F

from greenlane.core import clock, queue
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.refusals import Refused
from greenlane.notices import outward, wire
from greenlane.notices.bundling import Load, load
from greenlane.notices.claiming import URGENT, claimed
from greenlane.notices.message import Note, Unwanted, note
from greenlane.notices.models import Beat, Delivery, Outcome, Webhook
from greenlane.notices.posting import post
from greenlane.notices.recipients import LEFT_OUT
from greenlane.notices.undelivered import BEAT_SECONDS, SENDER, is_taking

log = structlog.get_logger("greenlane.notices")
HANDS = 4
FOR_URGENT = 1  # of them, for stops and danger alone
PAUSES = (10, 30, 120, 600, 1800, 3600)  # seconds; the last one again and again
GIVEN_UP = timedelta(hours=24)
KEPT = timedelta(days=7)
IDLE_SECONDS = 0.5
TIDIED_SECONDS = 600.0
SLACK = timedelta(minutes=1)  # what is queued for several is not queued in one moment
# A row that was settled waits once more.
AGAIN = {"outcome": Outcome.WAITING, "answer": "", "tries": 0, "tried_at": None}
STUCK_SECONDS = 2 * max(outward.WHOLE_SECONDS, wire.WHOLE_SECONDS)
ENDS_SECONDS = 5.0  # a hand that is still waiting then is left to its lease
# By the name of a hand: since when it has been at one message (monotonic seconds).
_since: dict[str, float] = {}


def turn(*, urgent_alone: bool = False) -> bool:
    """Send one message that is due. False: there is none, or others have it."""
    row = claimed(urgent_alone=urgent_alone)
    if row is None:
        return False
    found = load(row)
    if found.until:
        _hold_back(found.rows, until=found.until)
        return True
    try:
        notes = [each for each in map(_wanted, found.rows) if each]
        answer = _sent(row, notes, found) if notes else ""
    except Exception:
        log.exception("notice-failed", delivery=row.pk)
        notes, answer = [], "error"
    if answer == wire.TAKEN:
        _write([each.row for each in notes], outcome=Outcome.SENT, answer=answer)
    elif answer:
        _later([each.row for each in notes] or [row], answer)
    return True


def run(stop: threading.Event) -> list[threading.Thread]:
    """Start the hands; they end with `stop`."""
    hands = [
        threading.Thread(
            target=_work, args=(stop, n < FOR_URGENT), name=f"notices-{n}", daemon=True
        )
        for n in range(HANDS)
    ]
    hands.append(
        threading.Thread(target=_sign, args=(stop,), name="notices-beat", daemon=True)
    )
    for each in hands:
        each.start()
    return hands


def _work(stop: threading.Event, urgent_alone: bool) -> None:
    tidied = time.monotonic()
    while not stop.is_set():
        close_old_connections()
        try:
            with _at_work():
                busy = turn(urgent_alone=urgent_alone)
            if time.monotonic() - tidied > TIDIED_SECONDS:
                tidied = time.monotonic()
                prune()
        except Exception:
            log.exception("sender-failed")
            busy = False
        if not busy:
            stop.wait(IDLE_SECONDS)
    connection.close()


@contextmanager
def _at_work() -> Iterator[None]:
    name = threading.current_thread().name
    _since[name] = time.monotonic()
    try:
        yield
    finally:
        del _since[name]


def beat() -> None:
    """Give a sign: whoever looks at the board sees when it was given last.

    None while a hand has been at one message for longer than any message may take.
    """
    before = time.monotonic() - STUCK_SECONDS
    stuck = sorted(name for name, since in list(_since.items()) if since < before)
    if stuck:
        log.error("sender-stuck", hands=stuck)
        return
    with queue.turn(), transaction.atomic():
        Beat.objects.update_or_create(name=SENDER, defaults={"at": clock.wall()})


def _sign(stop: threading.Event) -> None:
    """A hand of its own: the others may all be waiting for an answer."""
    while not stop.is_set():
        close_old_connections()
        try:
            beat()
        except Exception:
            log.exception("beat-failed")
        stop.wait(BEAT_SECONDS)
    connection.close()


def _wanted(row: Delivery) -> Note | None:
    """What is to be told of it; None: to this reader nothing any more, or not now."""
    try:
        if row.webhook.off_at:
            raise Unwanted("too-old")
        return note(row)
    except Unwanted as why:
        _write([row], outcome=Outcome.DROPPED, answer=str(why))
        if row.kind in URGENT and str(why) in LEFT_OUT:
            _ask_again(row)
        elif row.kind in URGENT and _is_gone(row.webhook):
            _ask_others(since=row.queued_at)
        return None


def _is_gone(hook: Webhook) -> bool:
    """Its owner was counted on until now; whoever was left out for him is not told."""
    return bool(hook.off_at or hook.removed_at or not hook.account.is_active)


def _ask_again(row: Delivery) -> None:
    """Whoever was to be told first may have failed between the question and its answer:
    one of the two sees what the other has written.
    """
    with suppress(Unwanted):
        note(row)
        mine = Delivery.objects.filter(pk=row.pk, outcome=Outcome.DROPPED)
        with queue.turn(), transaction.atomic():
            mine.update(**AGAIN, due_at=clock.wall())


def _sent(row: Delivery, notes: list[Note], found: Load) -> str:
    return post(row.webhook, notes, by_number=found.by_number)


def _hold_back(rows: Sequence[Delivery], *, until: datetime) -> None:
    """A storm: nothing is lost, and its number is told when the channel is free."""
    now = clock.wall()
    with queue.turn(), transaction.atomic():
        mine = Delivery.objects.filter(pk__in=[each.pk for each in rows])
        mine.filter(braked_at__isnull=True).update(braked_at=now)
        mine.update(due_at=until, held_until=None)


def _later(rows: Sequence[Delivery], answer: str) -> None:
    """Tried again after a pause; given up after a day, and its channel with it."""
    now, hook = clock.wall(), rows[0].webhook
    log.warning("notice-not-taken", webhook=str(hook.pk), answer=answer)
    took = is_taking(hook)
    old = [each for each in rows if now - each.queued_at >= GIVEN_UP]
    young = [each for each in rows if each not in old]
    if young:
        tries = max(each.tries for each in young) + 1
        pause = timedelta(seconds=PAUSES[min(tries, len(PAUSES)) - 1])
        _write(young, due_at=now + pause, answer=answer, failed_at=now)
    if old:
        _write(old, outcome=Outcome.FAILED, answer=answer, failed_at=now)
        _switch_off(hook, now)
    # Also where it was something lesser that failed: what cannot wait comes after it.
    waits = Delivery.objects.filter(
        webhook=hook, kind__in=URGENT, outcome=Outcome.WAITING
    )
    oldest = waits.order_by("queued_at").values_list("queued_at", flat=True).first()
    if took and oldest:
        _ask_others(since=oldest)


def _ask_others(*, since: datetime) -> None:
    """Nothing arrives any more at one who was told first: whoever was left out of what
    cannot wait is asked anew. Who has had it keeps it.

    Of any event: a stop that is told as a stop raises an alarm that others are told of.
    """
    left_out = Delivery.objects.filter(
        kind__in=URGENT, queued_at__gte=since - SLACK, outcome=Outcome.DROPPED,
        answer__in=LEFT_OUT,
    )  # fmt: skip
    with queue.turn(), transaction.atomic():
        left_out.update(**AGAIN, due_at=clock.wall())


def _write(rows: Sequence[Delivery], **what: object) -> None:
    with queue.turn(), transaction.atomic():
        Delivery.objects.filter(pk__in=[each.pk for each in rows]).update(
            tried_at=clock.wall(), held_until=None, tries=F("tries") + 1, **what
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
