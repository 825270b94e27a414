"""Bytes come in by their hash; a command names the hash and gives them meaning."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import FileResponse, HttpResponseBase, JsonResponse

from greenlane.api.doing import endpoint
from greenlane.core import blobfolder, blobs
from greenlane.core.actors import Actor
from greenlane.core.refusals import NotFound
from greenlane.core.web.access import needs
from greenlane.core.web.viewer import ViewerRequest


@endpoint("POST", rule=needs("field"))
def store(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """The raw bytes of one photo or file; the answer names their hash."""
    stored = blobs.keep(request, by=actor)
    return JsonResponse({"hash": stored.hash, "size": stored.size, "type": stored.type})


@endpoint("GET")
def fetch(request: ViewerRequest, actor: Actor, hash: str) -> HttpResponseBase:
    """The bytes, for whoever may see a unit that stored them."""
    if not re.fullmatch(r"[0-9a-f]{64}", hash):
        raise NotFound("blob")
    blob = blobs.seen(hash, by=actor)
    found = FileResponse(
        blobfolder.open_blob(hash, folder=settings.BLOB_DIR),
        content_type=blob.media_type,
    )
    found["Content-Disposition"] = f'attachment; filename="{hash[:12]}"'
    return found
