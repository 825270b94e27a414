"""Two roles on one piece of work that nobody holds together: one table for all.

The table says which refusal keeps each pair apart: the rows' own law, G3, G11, or, for
whoever watches and the site's own electrician, G3a. Writer and checker of a switching
order, and the other side of a ticket, are kept apart by their rows and not named here.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.prepared import prepared
from greenlane.safety.models import Evidence, Ticket
from greenlane.safety.ticket_queries import resting
from greenlane.work.models import Head

# (one role, the other): the codes that refuse it, at whatever act it is tried.
APART: dict[tuple[str, str], frozenset[str]] = {
    ("issuer", "leader"): frozenset({"leader-is-issuer", "leader-is-on-the-ticket"}),
    ("issuer", "permitter"): frozenset({"permitter-is-on-the-ticket"}),
    ("leader", "permitter"): frozenset(
        {"permitter-is-on-the-ticket", "leader-is-on-the-ticket"}
    ),
    ("watcher", "leader"): frozenset({"watcher-does-more"}),
    ("watcher", "permitter"): frozenset({"watcher-does-more"}),
    ("watcher", "crew"): frozenset({"watcher-does-more", "watcher-at-work"}),
    ("watcher", "operator"): frozenset({"watcher-does-more"}),
    ("watcher", "guard"): frozenset({"watcher-does-more"}),
    ("operator", "guard"): frozenset({"guard-is-the-operator"}),
    ("dispatcher", "operator"): frozenset({"giver-may-not-read-back"}),
    ("dispatcher", "guard"): frozenset({"not-your-signature"}),
    ("inspector", "leader"): frozenset(
        {"leader-may-not-accept", "accepted-by-the-leader"}
    ),
    ("inspector", "crew"): frozenset({"crew-may-not-accept", "accepted-by-the-crew"}),
    ("inspector", "engineer"): frozenset({"accepted-by-the-designer"}),
    ("site_electrician", "operator"): frozenset({"site-electrician-operates"}),
    ("site_electrician", "guard"): frozenset({"site-electrician-operates"}),
    ("site_electrician", "inspector"): frozenset({"evidence-failed"}),
}


def on_watch(people: set[UUID], *orders: UUID) -> dict[UUID, Evidence]:
    """Who of these watches live work now, by the record that names him.

    Live work that is permitted and does not rest has its watcher; work of these orders
    is about to have one.
    """
    if not people:
        return {}
    found: dict[UUID, Evidence] = {}
    for order in sorted({*orders, *_live_orders()}):
        record = watch_of(order)
        if record is None:
            continue
        for person in watchers(record) & people:
            found[person] = record
    return found


def watch_of(order: UUID) -> Evidence | None:
    """The newest record of the conditions for live work: it names who watches."""
    rows = _conditions(order)
    return rows[0] if rows else None


def watchers(record: Evidence) -> set[UUID]:
    rows = record.lines.filter(what="watcher", person__isnull=False)
    return set(rows.values_list("person", flat=True))


def may_take_the_watch(person: UUID, order: UUID) -> bool:
    """Beside live work that goes on; before it begins the gates ask the same.

    Who is named last is the one who watches: at once, and nothing else.
    """
    going_on = order in set(_live_orders())
    return not going_on or not (at_work({person}) or _running((person,)))


def at_work(people: set[UUID]) -> set[UUID]:
    """Who of these is in a stint at this moment, of whatever order."""
    return set(_busy(tuple(sorted(people)))) if people else set()


def led_elsewhere(people: set[UUID], order: UUID) -> list[Ticket]:
    """Tickets of other orders that these lead and under which people may be at work."""
    rows = _running(tuple(sorted(people))) if people else []
    return [each for each in rows if each.order_id != order]


def electricians(order: UUID) -> set[UUID]:
    """The site's own, as the records of the user's side name them."""
    return set(_named(order))


@prepared
def _live_orders() -> QuerySet[Ticket, UUID]:
    rows = Ticket.objects.filter(
        live=True, permitted_at__isnull=False, ended_at__isnull=True
    )
    return rows.exclude(pk__in=resting()).values_list("order", flat=True)


@prepared
def _running(people: tuple[UUID, ...]) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(
        leader__in=people, permitted_at__isnull=False, ended_at__isnull=True
    )
    return rows.exclude(pk__in=resting()).order_by("id")


@prepared
def _conditions(order: UUID) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(
        order=order, kind="live_conditions", withdrawn_at__isnull=True
    )
    return rows.order_by("-recorded_at", "-id")[:1]


@prepared
def _busy(people: tuple[UUID, ...]) -> QuerySet[Head, UUID]:
    rows = Head.objects.filter(person__in=people, left_at__isnull=True)
    return rows.values_list("person", flat=True)


@prepared
def _named(order: UUID) -> QuerySet[Evidence, UUID]:
    rows = Evidence.objects.filter(
        order=order,
        kind="user_side_open",
        withdrawn_at__isnull=True,
        lines__what="electrician",
        lines__person__isnull=False,
    )
    return rows.values_list("lines__person", flat=True)
