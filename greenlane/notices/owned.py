"""Whose a webhook is: its person's, and in the care of whoever lets people in."""

from __future__ import annotations

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.refusals import NotFound, Refused
from greenlane.core.scope import below
from greenlane.notices.models import Delivery, Webhook


def taken(key: UUID, *, by: Actor) -> Webhook:
    """The webhook, locked, for a command. Somebody else's looks like none (404)."""
    found = rows.find(Webhook, key)
    if found.account_id != by.account and not by.may("secure", found.unit.path):
        raise NotFound("webhook", id=str(key))
    hook: Webhook
    [hook] = locks.take(found)
    if hook.removed_at:
        raise Refused("webhook-removed-already")
    return hook


def webhooks(actor: Actor) -> QuerySet[Webhook]:
    """The own ones and those in one's care, each with `last` and `last_at`.

    `last` is the code of what came of the last try, empty while nothing was tried.
    """
    mine = Q(account=actor.account) | below(actor, "unit__path", "secure")
    tried = Delivery.objects.filter(webhook=OuterRef("pk"), tried_at__isnull=False)
    newest = tried.order_by("-tried_at", "-id")
    found = Webhook.objects.filter(mine, removed_at=None)
    along = found.select_related("account", "unit").defer("address", "secret")
    return along.annotate(
        last=Subquery(newest.values("answer")[:1]),
        last_at=Subquery(newest.values("tried_at")[:1]),
        last_outcome=Subquery(newest.values("outcome")[:1]),
    ).order_by("added_at", "id")
