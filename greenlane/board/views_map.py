"""The map: its page, what stands on it, and pieces of the file that it lies on."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from greenlane.board.map.ground import FILE, ground
from greenlane.board.map.pieces import piece_of
from greenlane.board.map.shown import shown
from greenlane.board.map.things import sent
from greenlane.board.seeing import page
from greenlane.core.actors import Actor
from greenlane.core.packed import asked_for
from greenlane.core.parts import shared
from greenlane.core.web.headers import with_map
from greenlane.core.web.viewer import ViewerRequest

GEOJSON = "application/geo+json"


@shared
@page
def the_map(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The map with its list; a page that is live asks for the list alone."""
    found = shown(actor, request.GET, at=request.path)
    whole = "board/map/map.html"
    part = "board/map/_list.html" if request.htmx else whole
    answer = render(request, part, {"map": found, "list": found.list})
    return with_map(answer, found.ground.origin)


@page
def things(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """What stands on this reader's map, as GeoJSON."""
    found = sent(actor)
    if request.headers.get("If-None-Match") == found.etag:
        return HttpResponse(status=304, headers={"ETag": found.etag})
    said = {"ETag": found.etag, "Vary": "Accept-Encoding"}
    if asked_for(request.headers.get("Accept-Encoding", "")):
        said["Content-Encoding"] = "gzip"
        return HttpResponse(found.packed, content_type=GEOJSON, headers=said)
    return HttpResponse(found.text, content_type=GEOJSON, headers=said)


@page
def below(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """Pieces of the PMTiles file that the map lies on."""
    asked = ground()
    if asked.kind != FILE or asked.file is None:
        raise Http404("no-file")
    try:
        return piece_of(asked.file, request, media_type="application/vnd.pmtiles")
    except OSError as error:
        raise Http404("no-file") from error
