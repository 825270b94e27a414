"""What was to be told and has not arrived; and whether the sender gives a sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from greenlane.core import clock
from greenlane.core.actors import LINK, Actor
from greenlane.core.models import Unit
from greenlane.core.scope import below
from greenlane.notices import figures
from greenlane.notices.kinds import FOR_A_UNIT
from greenlane.notices.models import Beat, Delivery, Outcome, Webhook

SENDER = "sender"
BEAT_SECONDS = 15
SILENT = timedelta(seconds=60)  # then it is said that nothing is heard of it
OVERDUE = timedelta(minutes=2)  # due for so long, and nobody has tried
REMEMBERED = timedelta(days=1)  # what was given up is shown this long


@dataclass(frozen=True)
class Delivering:
    """`silent_since`: when the sender was heard of last; `is_silent` also if never."""

    undelivered: int = 0
    is_silent: bool = False
    silent_since: datetime | None = None


def delivering(actor: Actor) -> Delivering:
    """For the bar: of the channels in the reader's care. Three queries at the most."""
    if actor.via == LINK:
        return Delivering()
    mine = channels(actor)
    if not mine.exists():
        return Delivering()
    silent, since = sender_silent()
    return Delivering(undelivered(actor).count(), silent, since)


def channels(actor: Actor) -> QuerySet[Webhook]:
    """The own ones, and those of the units whose work or machines one runs.

    A channel that somebody has for himself is his affair: nobody else is told where it
    leads, but for whoever lets people in (as in `owned.webhooks`).
    """
    cared = Q(account=actor.account) | below(actor, "unit__path", "secure")
    for need in FOR_A_UNIT:
        cared |= Q(whole_unit=True) & below(actor, "unit__path", need)
    return Webhook.objects.filter(cared, removed_at=None)


def undelivered(actor: Actor) -> QuerySet[Delivery]:
    """The oldest first. Of units that the reader does not see, only what is his own."""
    rows = not_arrived().filter(webhook__in=channels(actor))
    seen = Q(webhook__account=actor.account) | below(actor, "unit__path")
    along = ("webhook__account", "webhook__unit", "unit")
    return rows.filter(seen).select_related(*along).order_by("queued_at", "id")


def not_arrived() -> QuerySet[Delivery]:
    """Tried in vain, due for long, or given up. What the brake holds back is none."""
    now = clock.wall()
    late = Q(due_at__lt=now - OVERDUE)
    waits = Q(outcome=Outcome.WAITING) & (Q(tries__gt=0) | late)
    given_up = Q(outcome=Outcome.FAILED, tried_at__gt=now - REMEMBERED)
    return Delivery.objects.filter(waits | given_up, webhook__removed_at=None)


def tried(hooks: QuerySet[Webhook]) -> QuerySet[Any]:
    """Each with `arrived` and `failed`: when a sending there last did, and did not."""
    sendings = Delivery.objects.filter(webhook=OuterRef("pk"))
    arrived = sendings.filter(outcome=Outcome.SENT).order_by("-tried_at")
    failed = sendings.filter(failed_at__isnull=False).order_by("-failed_at")
    return hooks.annotate(
        arrived=Subquery(arrived.values("tried_at")[:1]),
        failed=Subquery(failed.values("failed_at")[:1]),
    )


def takes(*, arrived: datetime | None, failed: datetime | None) -> bool:
    """Whether the last that was sent has arrived, or nothing was sent yet."""
    return failed is None or (arrived is not None and arrived > failed)


def is_taking(hook: Webhook) -> bool:
    rows = tried(Webhook.objects.filter(pk=hook.pk))
    [(arrived, failed)] = rows.values_list("arrived", "failed")
    return takes(arrived=arrived, failed=failed)


def silent_channels(unit: Unit) -> QuerySet[Webhook]:
    """The unit's own: switched off, or waiting for an answer for too long.

    An alarm is read by all; what a person has for himself is said to him in the bar.
    """
    before = clock.wall() - figures.grace(unit, "channel")
    waits = not_arrived().filter(outcome=Outcome.WAITING, queued_at__lt=before)
    rows = Webhook.objects.filter(
        unit=unit, whole_unit=True, removed_at=None, account__is_active=True
    )
    dead = Q(off_at__isnull=False) | Q(pk__in=waits.values("webhook"))
    return rows.filter(dead).order_by("id")


def sender_silent() -> tuple[bool, datetime | None]:
    """(whether it is silent, when it was heard of last)."""
    last = Beat.objects.filter(name=SENDER).values_list("at", flat=True).first()
    return last is None or last < clock.wall() - SILENT, last
