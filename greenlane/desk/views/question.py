"""The page of a question to the engine. Nothing is done there, whatever is asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.core.refusals import Refused
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk import question
from greenlane.desk.refused import explain
from greenlane.desk.verbs import Asked, of_house
from greenlane.desk.views.verb import verb_page

PAGE = "desk/what_if.html"


def _show(request: ViewerRequest, asked: Asked) -> HttpResponse:
    """What can be asked."""
    return render(request, PAGE, {"kinds": question.kinds(asked.unit)})


def _do(request: ViewerRequest, asked: Asked) -> HttpResponse:
    """The answer beside the plan as it is, or why there is none."""
    kinds = question.kinds(asked.unit, request.POST)
    mine = next((each for each in kinds if each.form.is_bound), None)
    shown: dict[str, Any] = {"kinds": kinds, "asked_kind": mine}
    try:
        if mine and mine.form.is_valid():
            shown["answer"] = question.answered(asked.unit, mine.form)
    except Refused as refused:
        shown["problem"] = explain(refused, asked)
    return render(request, PAGE, shown, status=200 if "answer" in shown else 422)


def _asked(actor: Actor, unit: Unit) -> Asked:
    """For whoever plans; the verb is named for its need alone."""
    return of_house(actor, unit, "dispatch", "choose-plan")


what_if = verb_page(_asked, show=_show, do=_do)
