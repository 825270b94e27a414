"""The board at the desk: its list, the order beside it, its middle, what was typed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.board.finding import find
from greenlane.board.middle import middle_of
from greenlane.board.pane import pane_of
from greenlane.board.regions import board_of
from greenlane.board.seeing import page
from greenlane.core.actors import Actor
from greenlane.core.parts import shared
from greenlane.core.web.viewer import ViewerRequest


@shared
@page
def orders(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The board; a page that is live asks for its list alone."""
    alone = bool(request.htmx)
    board = board_of(actor, request.GET, alone=alone)
    found = {"board": board, "list": board.list, "pane": board.pane}
    whole = "board/orders.html"
    return render(request, "board/_orders.html" if alone else whole, found)


@page
def pane(request: ViewerRequest, actor: Actor, number: str) -> HttpResponse:
    """One order as it stands beside the list."""
    return render(request, "board/_pane.html", {"pane": pane_of(actor, number)})


@page
def middle(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The next hours of all crews, as they stand in the middle of the board."""
    found = middle_of(actor, request.GET.get("shows", "")[:12])
    return render(request, "board/_in_the_middle.html", {"middle": found})


@page
def found(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """What fits the letters that were typed: orders, people, pages, verbs."""
    typed, on = (request.GET.get(name, "")[:80] for name in ("q", "on"))
    return render(
        request, "board/_found.html", {"found": find(actor, typed, on=on[:24])}
    )
