"""A switching order on a page of its own, on site and at the desk."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.board.seeing import page
from greenlane.board.switchings import switching_page
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest


@page
def switching(
    request: ViewerRequest, actor: Actor, number: str, switching: UUID
) -> HttpResponse:
    """Its steps and the next one; a page that is live asks for that part alone."""
    found = {"page": switching_page(actor, number, switching)}
    whole = "board/switching.html"
    return render(request, "board/_switching.html" if request.htmx else whole, found)
