"""The page of what the plan wants begun soon: one button assigns, line by line."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.core.actors import Actor
from greenlane.core.ids import uuid7
from greenlane.core.models import Unit
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk import planned, posted
from greenlane.desk.verbs import Asked, of_house
from greenlane.desk.views.verb import verb_page
from greenlane.dispatch import queries

PAGE = "desk/planned.html"


def _show(request: ViewerRequest, asked: Asked) -> HttpResponse:
    """What would be assigned."""
    found = {"due": planned.due_now(asked), "plan": queries.plan_of(asked.unit)}
    return render(request, PAGE, {"asked": asked, "page_id": uuid7(), **found})


def _do(request: ViewerRequest, asked: Asked) -> HttpResponse:
    """What was assigned, and what was refused and why."""
    data = request.POST
    page = posted.command_id(data)
    lines = planned.shown(asked, data)
    done = list(planned.assign(asked, lines.due, page))
    refused = sum(each.problem is not None for each in done)
    found = {"outcomes": done, "left": lines.left, "done": len(done) - refused}
    return render(request, PAGE, {**found, "refused": refused})


def _asked(actor: Actor, unit: Unit) -> Asked:
    return of_house(actor, unit, "work", "assign")


assign_planned = verb_page(_asked, show=_show, do=_do)
