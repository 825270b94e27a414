"""The bytes of a photo or file come in: kept by their hash; a command names it."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from greenlane.core import blobfolder, clock
from greenlane.core.actors import Actor
from greenlane.core.blobfolder import Stored
from greenlane.core.models import Blob

MOST_BYTES = 20 * 1024 * 1024


def keep(stream: Any, *, by: Actor) -> Stored:
    """Keep what the stream holds. Raises TooLarge and BadBlob."""
    stored = blobfolder.put(stream, folder=settings.BLOB_DIR, max_bytes=MOST_BYTES)
    Blob.objects.get_or_create(
        hash=stored.hash,
        defaults={
            "unit_id": by.unit,
            "size": stored.size,
            "media_type": stored.type,
            "stored_at": clock.wall(),
            "stored_by": by.account,
        },
    )
    return stored
