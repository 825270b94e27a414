"""/keys: the keys of machines, the own and those in one's care; a new one is drawn."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk.keys import NewKey, draw, keys_of
from greenlane.desk.own import own_page


@own_page("GET", "POST")
def keys(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """POST draws a key and says its secret once; nobody can read it again."""
    form, secret, keeper = None, "", actor.may("secure")
    if keeper:
        form = NewKey(actor, request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            secret, form = draw(form, by=actor), NewKey(actor)
    shown = {"keys": keys_of(actor), "form": form, "secret": secret, "keeper": keeper}
    status = 422 if form and form.is_bound else 200
    return render(request, "desk/keys.html", shown, status=status)
