"""/link: somebody without an account comes in to one order, tells, and leaves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from greenlane.core import codes, linked
from greenlane.core.actors import Actor
from greenlane.core.ids import uuid7
from greenlane.core.models import Link
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.core.web import by_link, login_limit
from greenlane.core.web.access import OWN_MEANS, ruled
from greenlane.core.web.problems import as_dict
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk.telling import Told, told
from greenlane.desk.views.entrance import see_other


@ruled(OWN_MEANS, "GET", "POST")
@require_http_methods(["GET", "HEAD", "POST"])
def entrance(request: ViewerRequest) -> HttpResponse:
    """The secret comes in the body; then on to the order."""
    problem = None
    if request.method == "POST":
        try:
            answer = see_other(reverse("board:link-order"))
            by_link.remember(answer, _found(request))
            return answer
        except Refused as refused:
            problem = refused
    inside = by_link.link_of(request) is not None
    shown = {"problem": as_dict(problem) if problem else None, "inside": inside}
    status = problem.status if problem else 200
    return render(request, "desk/link.html", shown, status=status)


def _found(request: ViewerRequest) -> Link:
    """Raises NotAllowed, TooManyLogins."""
    code = request.POST.get("code", "")[:80]
    link = linked.by_code(code)
    if link is None:
        login_limit.guessed(request, f"link {codes.digest(code)}")
        raise NotAllowed("link-wrong")
    return link


@by_link.link_page("POST")
def leave(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """This browser forgets the link; the link itself stays good."""
    answer = see_other(reverse("desk:link"))
    by_link.forget(answer)
    return answer


@by_link.link_page("GET", "POST")
def tell(request: ViewerRequest, actor: Actor, slug: str) -> HttpResponse:
    """A stop, a report, a wait, a note: on the order of the link."""
    asked, problem = told(actor, slug), None
    if request.method == "POST":
        try:
            asked.do(request.POST)
            messages.success(request, _("Done: %(title)s") % {"title": asked.title})
            return see_other(reverse("board:link-order"))
        except Refused as refused:
            problem = refused
    return _page(request, asked, problem)


def _page(request: ViewerRequest, asked: Told, problem: Refused | None) -> HttpResponse:
    sent = request.POST if problem else None
    shown = {
        "asked": asked,
        "link": request.link,
        "form": asked.form(request.link.name, sent),
        "problem": as_dict(problem) if problem else None,
        "command_id": request.POST.get("command_id") or uuid7(),
    }
    status = problem.status if problem else 200
    return render(request, "desk/tell.html", shown, status=status)
