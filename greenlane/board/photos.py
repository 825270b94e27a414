"""Pictures and files that stand on an order: of notes, surveys, records and papers.

Only what is named there: the bytes are asked for by the browser, when it comes to them,
from an address that judges anew who may see them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from greenlane.board.papers import title_of
from greenlane.connections.models import Paper, Survey
from greenlane.core.models import Blob
from greenlane.core.prepared import prepared
from greenlane.safety.models import EvidenceLine
from greenlane.work.models import Order

SHOWN = frozenset({"image/jpeg", "image/png", "image/webp"})  # by every browser
MOST = 60


@dataclass(frozen=True)
class Photo:
    """`is_shown`: as a picture; a file and what no browser draws is a link."""

    key: str  # the hash of its bytes
    about: str
    at: datetime
    size: int
    is_shown: bool


def photos_of(order: Order) -> tuple[Photo, ...]:
    """The newest first. Three queries, and one where there is any."""
    found = sorted(_named(order), key=lambda each: each[1], reverse=True)[:MOST]
    known = Blob.objects.in_bulk([key for key, _at, _about in found]) if found else {}
    return tuple(
        Photo(key, about, at, known[key].size, known[key].media_type in SHOWN)
        for key, at, about in found
        if key in known
    )


def _named(order: Order) -> Iterator[tuple[str, datetime, str]]:
    for note in order.notes.all():
        if note.photo_id:
            yield note.photo_id, note.at, _("Note: %(text)s") % {"text": note.text}
    for paper in _scans(order.pk):
        if paper.received_at:
            what = {"title": title_of(order, paper.kind)}
            yield paper.blob, paper.received_at, _("Paper: %(title)s") % what
    for survey in _sketches(order.pk):
        yield survey.sketch, survey.at, _("Sketch of the survey")
    for line in _readings(order.pk):
        yield line.blob, line.evidence.at, str(line.evidence)


@prepared
def _scans(order: UUID) -> QuerySet[Paper]:
    return Paper.objects.filter(order=order).exclude(blob="")


@prepared
def _sketches(order: UUID) -> QuerySet[Survey]:
    return Survey.objects.filter(order=order).exclude(sketch="")


@prepared
def _readings(order: UUID) -> QuerySet[EvidenceLine]:
    rows = EvidenceLine.objects.filter(evidence__order=order).exclude(blob="")
    return rows.select_related("evidence")
