"""The board at the desk: its list, the order beside it, its middle, what was typed."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from greenlane.board.finding import find
from greenlane.board.map.ground import ground
from greenlane.board.map.shown import shown
from greenlane.board.middle import middle_of
from greenlane.board.pane import pane_of
from greenlane.board.regions import board_of
from greenlane.board.seeing import page
from greenlane.core.actors import Actor
from greenlane.core.parts import shared
from greenlane.core.web.headers import with_map
from greenlane.core.web.viewer import ViewerRequest


@shared
@page
def orders(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The board; a page that is live asks for its list alone."""
    alone = bool(request.htmx)
    board = board_of(actor, request.GET, alone=alone)
    found = {"board": board, "list": board.list, "pane": board.pane}
    whole = "board/orders.html"
    answer = render(request, "board/_orders.html" if alone else whole, found)
    return with_map(answer, ground().origin) if board.middle.shows == "map" else answer


@page
def pane(request: ViewerRequest, actor: Actor, number: str) -> HttpResponse:
    """One order as it stands beside the list."""
    return render(request, "board/_pane.html", {"pane": pane_of(actor, number)})


@page
def middle(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The middle of the board: the next hours of all crews, or the map."""
    shows = request.GET.get("shows", "")[:12]
    if shows == "map":
        found = shown(actor, QueryDict(), at=reverse("board:map"))
        whole = "board/map/_in_the_middle.html"
        return render(request, whole, {"map": found, "list": found.list})
    hours = middle_of(actor, shows)
    return render(request, "board/_in_the_middle.html", {"middle": hours})


@page
def found(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """What fits the letters that were typed: orders, people, pages, verbs."""
    typed, on = (request.GET.get(name, "")[:80] for name in ("q", "on"))
    return render(
        request, "board/_found.html", {"found": find(actor, typed, on=on[:24])}
    )
