"""What an act of safety would be about if it came next: for looking, not for doing."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q

from greenlane.safety.models import EarthSet, Infeed, Isolation, Point, Ticket
from greenlane.safety.signing import signatures
from greenlane.work.models import Order

# Without the row that they are about, these acts cannot even be looked at.
ON_TICKET = frozenset({"permit", "resume", "extend", "change_leader"})
ABOUT_A_ROW = ON_TICKET | {"remove_earth"}


def can_be_looked_at(order: Order, kind: str) -> bool:
    """Whether the row that an act of this kind is about is there already."""
    if kind not in ABOUT_A_ROW:
        return True
    return bool(coming_ticket(order, kind) or coming_subject(order, kind))


def coming_ticket(order: Order, kind: str) -> Ticket | None:
    """The newest ticket that could be permitted, or permitted anew, or changed."""
    if kind not in ON_TICKET:
        return None
    rows = Ticket.objects.filter(
        order=order,
        ended_at__isnull=True,
        revoked_at__isnull=True,
        permitted_at__isnull=kind == "permit",
    )
    return rows.order_by("-issued_at", "-id").first()


def coming_subject(order: Order, kind: str) -> UUID | None:
    """The infeed to open, the section to earth, the earth set to take off."""
    find = _SUBJECTS.get(kind)
    found = find(order) if find else None
    return found.pk if found else None


def _infeed(order: Order) -> Infeed | None:
    shut = Point.objects.filter(unlocked_at__isnull=True).values("infeed")
    # One that the survey found belongs to no section until it is opened for one.
    near = Q(isolation__order=order) | Q(isolation__isnull=True, site=order.site_id)
    rows = Infeed.objects.filter(near, gone_at__isnull=True)
    return rows.exclude(pk__in=shut).order_by("found_at", "id").first()


def _section(order: Order) -> Isolation | None:
    hung = EarthSet.objects.filter(removed_at__isnull=True).values("isolation")
    mine = order.isolations.order_by("id")
    return mine.exclude(pk__in=hung).first() or mine.first()


def _earth(order: Order) -> EarthSet | None:
    rows = EarthSet.objects.filter(isolation__order=order, removed_at__isnull=True)
    return rows.order_by("placed_at", "id").first()


_SUBJECTS: dict[str, Callable[[Order], Infeed | Isolation | EarthSet | None]] = {
    "isolate": _infeed,
    "place_earth": _section,
    "remove_earth": _earth,
}


def coming_pair(earth: UUID | None) -> tuple[UUID, ...]:
    """Who would take this set off: one who hung it, and the one who signed for it."""
    row = EarthSet.objects.filter(pk=earth).first() if earth else None
    signed = signatures(row) if row else []
    guards = [each.person_id for each in signed if each.role == "removal_guard"]
    if row is None or not guards:
        return ()
    hung = (row.placed_by_id, row.placed_with_id)
    return next(each for each in hung if each != guards[-1]), guards[-1]
