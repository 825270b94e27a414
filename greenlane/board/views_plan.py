"""The plan: of the unit, of the reader's crew, and what came of what was promised."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.board.plan.crew import my_plan
from greenlane.board.plan.page import plan_page
from greenlane.board.plan.scores import score_page, table
from greenlane.board.seeing import page
from greenlane.board.views_safety import TYPES
from greenlane.core.actors import Actor
from greenlane.core.parts import shared
from greenlane.core.sheets.writing import XLSX, as_csv, as_xlsx
from greenlane.core.web.viewer import ViewerRequest

SEEN = "plan_seen"  # in the session: the revision whose lines this person looked at


@shared
@page
def plan(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The plan of a unit, by crew and by order."""
    found = plan_page(actor, request.GET)
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


@page
def promises(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """Whether the windows were kept that sites were told."""
    found = score_page(actor, code=request.GET.get("unit", ""))
    return render(request, "board/plan/promises.html", {"page": found})


@page
def promises_table(request: ViewerRequest, actor: Actor, kind: str) -> HttpResponse:
    """The same figures for a spreadsheet."""
    kind = kind if kind in TYPES else "csv"
    found = list(table(score_page(actor, code=request.GET.get("unit", ""))))
    made = as_xlsx(found) if kind == XLSX else as_csv(found)
    answer = HttpResponse(made, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="promises.{kind}"'
    return answer
