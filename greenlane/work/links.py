"""Links to one order: as long as the rule pack says, never longer than the order."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import say
from greenlane.core.models import Link
from greenlane.core.pinned import figure
from greenlane.work.facts.links import LinkClosed
from greenlane.work.models import Order

MOST, AFTER = "people.link.max", "people.link.after_handover"


def most_days(order: Order) -> int:
    """As long as a link to this order may live, in days."""
    return int(figure(order.pack, MOST))


def of_order(actor: Actor, order: Order) -> list[Link]:
    """All that were ever opened, the newest first; never the secret."""
    rows = Link.objects.seen_by(actor).filter(subject=order.pk).order_by("-id")
    return list(rows.select_related("opened_by", "use").defer("secret_sha256"))


def close(link: Link, *, ended: bool = False) -> None:
    """From the next request on it opens nothing. The caller holds link or order."""
    link.closed_at = clock.wall()
    link.save(update_fields=["closed_at"])
    say(
        LinkClosed(link.subject, link.pk, ended),
        subjects=(link, ("order", link.subject)),
        unit=link.unit_id,
    )


def end_with(order: Order) -> None:
    """The order has ended, and so have its links."""
    for link in _open(order).order_by("id"):
        close(link, ended=True)


def shorten_after_handover(order: Order) -> None:
    """The site has taken over: whoever built there looks on for a while, no longer."""
    links = list(_open(order).order_by("id"))
    if not links:
        return
    ends = clock.wall() + timedelta(hours=figure(order.pack, AFTER))
    for link in links:
        link.expires_at = min(link.expires_at, ends)
        link.save(update_fields=["expires_at"])


def _open(order: Order) -> QuerySet[Link]:
    return Link.objects.filter(subject=order.pk, closed_at__isnull=True)
