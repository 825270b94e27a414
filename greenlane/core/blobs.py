"""The bytes of a photo or file come in: kept by their hash; a command names it."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from greenlane.core import blobfolder, clock, queries
from greenlane.core.actors import Actor
from greenlane.core.blobfolder import Stored
from greenlane.core.models import Blob, BlobHolder, Unit
from greenlane.core.refusals import NotAllowed, NotFound

MOST_BYTES = 20 * 1024 * 1024


def keep(stream: Any, *, by: Actor) -> Stored:
    """Keep what the stream holds. Raises TooLarge, BadBlob, NotAllowed (own unit)."""
    if not by.sees(Unit.objects.get(pk=by.unit).path):
        raise NotAllowed("role-missing", needs="read")
    stored = blobfolder.put(stream, folder=settings.BLOB_DIR, max_bytes=MOST_BYTES)
    blob, _new = Blob.objects.get_or_create(
        hash=stored.hash,
        defaults={
            "unit_id": by.unit,
            "size": stored.size,
            "media_type": stored.type,
            "stored_at": clock.wall(),
            "stored_by": by.account,
        },
    )
    BlobHolder.objects.get_or_create(blob=blob, unit_id=by.unit)
    return stored


def seen(hash: str, *, by: Actor) -> Blob:
    """The blob, if a unit that the actor sees has stored it. Raises NotFound."""
    held = BlobHolder.objects.filter(blob=hash, unit__in=queries.units(by))
    found = held.select_related("blob").first()
    if found is None:
        raise NotFound("blob")
    return found.blob
