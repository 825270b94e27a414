"""/own/notices: where one's notices go; a new webhook is added here."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk import hooks
from greenlane.desk.own import own_page


@own_page("GET", "POST")
def notices(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """POST adds a webhook and says its secret once; nobody can read it again."""
    form, secret = hooks.NewHook(actor, request.POST or None), ""
    if form.is_bound and form.is_valid():
        secret, form = hooks.draw(form, by=actor), hooks.NewHook(actor)
    shown = {"hooks": hooks.rows(actor), "form": form, "secret": secret}
    shown["written"] = hooks.WRITTEN
    status = 422 if form.is_bound else 200
    return render(request, "desk/notices.html", shown, status=status)
