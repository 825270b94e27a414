"""The question of a move in the plan: asked by a form, or by a bar that is dragged."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.core.refusals import Refused
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk import moving
from greenlane.desk.refused import explain
from greenlane.desk.verbs import Asked, of_house
from greenlane.desk.views.verb import verb_page


def _show(request: ViewerRequest, asked: Asked) -> HttpResponse:
    """What would come of it; nothing is done, however it is asked."""
    form = moving.form_of(asked.unit, request.GET)
    shown: dict[str, Any] = {"form": form, "beside": bool(request.htmx)}
    try:
        if form.is_bound and form.is_valid():
            shown["answer"] = moving.answered(asked.unit, form)
    except Refused as refused:
        shown["problem"] = explain(refused, asked)
        shown["again"] = refused.code == "what-if-busy"
    wrong = form.is_bound and "answer" not in shown
    page = "desk/_move.html" if request.htmx else "desk/move.html"
    return render(request, page, shown, status=422 if wrong else 200)


def _asked(actor: Actor, unit: Unit) -> Asked:
    """For whoever may hold a task; the verb is named for its need alone."""
    return of_house(actor, unit, "dispatch", "choose-plan")


move = verb_page(_asked, show=_show, do=_show)
