"""/orders/<number>/status: who waits and reads how far it is; one more is opened."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from greenlane.core.actors import Actor
from greenlane.core.refusals import NotAllowed
from greenlane.core.web.access import needs
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk import statuslinks
from greenlane.desk.own import own_page
from greenlane.work import queries


@own_page("GET", "POST", rule=needs("read"))
def status_links(request: ViewerRequest, actor: Actor, number: str) -> HttpResponse:
    """Its address can be shown again: whoever forgot the paper prints it anew."""
    order = queries.order_called(actor, number)
    opens = actor.may("intake", order.unit.path)
    if request.method == "POST" and not opens:
        raise NotAllowed("role-missing", needs="intake")
    form = statuslinks.NewStatusLink(order, request.POST or None) if opens else None
    asked = form is not None and form.is_bound and form.is_valid()
    if form and asked and statuslinks.opened(form, order, by=actor):
        return redirect("desk:status-links", number)
    rows = statuslinks.rows(request, actor, order, opens=opens)
    shown = {"order": order, "links": rows, "opens": opens, "form": form}
    code = 422 if form and form.is_bound else 200
    return render(request, "desk/status_links.html", shown, status=code)
