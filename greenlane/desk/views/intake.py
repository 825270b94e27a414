"""The page of a new request, and the places that it finds while somebody types."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from greenlane.core.actors import Actor
from greenlane.core.ids import uuid7
from greenlane.core.models import Unit
from greenlane.core.refusals import OtherContent, Refused
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk.callpage import call_page, found_places
from greenlane.desk.intake import take_in
from greenlane.desk.refused import explain
from greenlane.desk.verbs import Asked, of_house
from greenlane.desk.views.verb import verb_page

PAGE = "desk/request.html"


def _show(request: ViewerRequest, asked: Asked) -> HttpResponse:
    """The page, with what its address says."""
    return render(request, PAGE, call_page(asked, request.GET, None))


def _do(request: ViewerRequest, asked: Asked) -> HttpResponse:
    """Taken in, or the page again with every reason and all that was typed."""
    sent = request.POST.copy()
    try:
        number = take_in(asked, sent)
    except Refused as refused:
        return _again(request, asked, sent, refused)
    noted = bool(sent.get("into"))
    said = (
        _("The call is noted on this order.") if noted else _("The request is taken.")
    )
    messages.success(request, said)
    answer = HttpResponseRedirect(reverse("board:order", args=[number]))
    answer.status_code = 303
    return answer


def _again(
    request: ViewerRequest, asked: Asked, sent: QueryDict, refused: Refused
) -> HttpResponse:
    problem = explain(refused, asked)
    if refused.code == "already-requested":  # what to do about it stands at the place
        plain = tuple(replace(each, link="") for each in problem.reasons)
        problem = replace(problem, reasons=plain)
    if isinstance(refused, OtherContent):
        sent["command_id"] = str(uuid7())
    context = call_page(asked, sent, problem)
    return render(request, PAGE, context, status=problem.status)


def _found(request: ViewerRequest, asked: Asked) -> HttpResponse:
    """What fits the letters typed so far."""
    found = found_places(asked.actor, request.GET, typing=True)
    return render(request, "desk/_places.html", found)


def _request(actor: Actor, unit: Unit) -> Asked:
    return of_house(actor, unit, "connections", "request")


new_request = verb_page(_request, show=_show, do=_do)
places_found = verb_page(_request, show=_found, do=_found)
