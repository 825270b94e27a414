"""One isolation: live on a page, and the same on paper (`views_print`)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.board.isolation import isolation_page
from greenlane.board.seeing import page
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest


@page
def isolation(
    request: ViewerRequest, actor: Actor, number: str, isolation: UUID
) -> HttpResponse:
    """The state of one section, for whoever sees an order that touches it."""
    found = {"page": isolation_page(actor, number, isolation)}
    whole = "board/isolation.html"
    return render(request, "board/_isolation.html" if request.htmx else whole, found)
