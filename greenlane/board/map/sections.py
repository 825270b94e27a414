"""Isolations in force: sections with a point that is locked open, and who is behind."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.board.map.thing import Thing
from greenlane.core.actors import Actor
from greenlane.core.templatetags.times import moment
from greenlane.places.datum import Place
from greenlane.safety.models import Isolation

MOST = 500
_LOCKED = Q(points__unlocked_at__isnull=True, points__isnull=False)
_OPEN = Q(tickets__permitted_at__isnull=False, tickets__ended_at__isnull=True)


def isolations_of(actor: Actor, where: Mapping[UUID, Place | None]) -> list[Thing]:
    """One query, however many points and tickets they have."""
    rows = Isolation.objects.seen_by(actor).select_related("order", "site")
    rows = rows.annotate(
        locked=Count("points", filter=_LOCKED, distinct=True),
        behind=Count("tickets", filter=_OPEN, distinct=True),
        since=Min("points__opened_at", filter=_LOCKED),
    )
    found, slots = [], dict[UUID, int]()
    for row in rows.filter(locked__gt=0).order_by("pk")[:MOST]:
        slot = slots[row.site_id] = slots.get(row.site_id, -1) + 1
        found.append(_thing(row, where.get(row.site_id), slot))
    return found


def _thing(row: Isolation, place: Place | None, slot: int) -> Thing:
    behind = row.behind  # type: ignore[attr-defined]
    since = moment(row.since)  # type: ignore[attr-defined]
    told = _("nobody behind it by ticket")
    if behind:
        told = ngettext(
            "%(count)d ticket open behind it",
            "%(count)d tickets open behind it",
            behind,
        ) % {"count": behind}
    return Thing(
        "isolation",
        str(row.pk),
        str(row),
        place,
        row.unit_id,
        state="isolation",
        word=str(row.site),
        says=_("open since %(since)s, %(told)s") % {"since": since, "told": told},
        order=row.order.number,
        url=reverse("board:isolation", args=[row.order.number, row.pk]),
        slot=slot,
    )
