"""The plan: of the unit, of the reader's crew, the question, and what came of promises."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.board.plan.crew import my_plan
from greenlane.board.plan.page import plan_page
from greenlane.board.seeing import page
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest

SEEN = "plan_seen"  # in the session: the revision whose lines this person looked at


@page
def plan(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The plan of a unit, by crew and by order."""
    hours = request.GET.get("hours", "")
    found = plan_page(
        actor,
        code=request.GET.get("unit", ""),
        hours=int(hours) if hours.isdecimal() and len(hours) < 4 else 0,
    )
    whole = "board/plan/plan.html"
    part = "board/plan/_plan.html"
    return render(request, part if request.htmx else whole, {"page": found})


@page
def my_crew(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """What the plan has for the reader's crew. Who opens it has seen what changed."""
    found = my_plan(actor)
    if found and not request.htmx:
        request.session[SEEN] = found.plan.number
    whole = "board/plan/crew.html"
    part = "board/plan/_crew.html"
    return render(request, part if request.htmx else whole, {"plan": found})


def seen(request: ViewerRequest) -> int:
    """Changes up to this revision are no news to this person."""
    found = request.session.get(SEEN, 0)
    return found if isinstance(found, int) else 0
