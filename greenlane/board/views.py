"""Pages that only read: the wall, what is one's own, what stands still, one order."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.board import badge
from greenlane.board.journal import asked_of
from greenlane.board.mine import my_work
from greenlane.board.pages import order_page
from greenlane.board.plan.crew import my_plan
from greenlane.board.seeing import page
from greenlane.board.signing import my_signatures
from greenlane.board.stopping import standing
from greenlane.board.untold import by_the_wall, undelivered_page
from greenlane.board.views_plan import seen
from greenlane.board.wall import wall_of
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.parts import shared
from greenlane.core.web.viewer import ViewerRequest
from greenlane.notices.undelivered import delivering


@shared
@page
def wall(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The board on the wall: what is dark, for everybody in the room."""
    found = {"wall": wall_of(actor)}
    whole = "board/wall.html"
    return render(request, "board/_wall.html" if request.htmx else whole, found)


@page
def mine(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """What is the reader's own to do."""
    plan = my_plan(actor, seen=seen(request))
    found = {"work": my_work(actor), "plan": plan}
    whole = "board/mine.html"
    return render(request, "board/_mine.html" if request.htmx else whole, found)


@page
def signatures(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """What waits for the reader's signature, and what he signed lately."""
    found = {"signing": my_signatures(actor)}
    whole = "board/signatures.html"
    return render(request, "board/_signatures.html" if request.htmx else whole, found)


@shared
@page
def waiting(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The numbers in the bar, fetched anew when something has happened."""
    state = delivering(actor)
    found = {
        "waiting": badge.waiting(actor),
        "delivering": state,
        "silent_since": by_the_wall(state.silent_since),
        "own_clock": clock.scene() is not None,
    }
    return render(request, "board/_waiting.html", found)


@shared
@page
def stops(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """What stands still: stops, and reports that nobody has reviewed."""
    found = {"standing": standing(actor)}
    whole = "board/stops.html"
    return render(request, "board/_standing.html" if request.htmx else whole, found)


@page
def undelivered(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """What was to be told and has not arrived: to whom, since when, why, what to do."""
    found = {"undelivered": undelivered_page(actor)}
    whole = "board/undelivered.html"
    return render(request, "board/_undelivered.html" if request.htmx else whole, found)


@shared
@page
def order(request: ViewerRequest, actor: Actor, number: str) -> HttpResponse:
    """One order; `?act=` the checklist of another act, `?journal=` of what it tells."""
    wanted, asked = request.GET.get("act", "")[:24], asked_of(request.GET)
    found = {"page": order_page(actor, number, wanted=wanted, asked=asked)}
    whole = "board/order.html"
    return render(request, "board/_order.html" if request.htmx else whole, found)
