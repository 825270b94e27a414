"""The one page of somebody with a link: the order, plainly, on a telephone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.board.linkpage import link_page_of
from greenlane.core.actors import Actor
from greenlane.core.ids import uuid7
from greenlane.core.web.by_link import link_page
from greenlane.core.web.viewer import ViewerRequest


@link_page("GET")
def order(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The order of the link; its changing part asks for itself anew."""
    page = link_page_of(actor)
    found = {"page": page, "link": request.link, "command_id": uuid7()}
    whole = "board/link.html"
    return render(request, "board/_link.html" if request.htmx else whole, found)
