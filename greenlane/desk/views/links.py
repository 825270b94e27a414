"""/orders/<number>/links: who sees this order by a link; a new one is opened."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.core.actors import Actor
from greenlane.core.refusals import NotAllowed
from greenlane.core.web.access import needs
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk import linking
from greenlane.desk.own import own_page
from greenlane.work import queries


@own_page("GET", "POST", rule=needs("read"))
def links(request: ViewerRequest, actor: Actor, number: str) -> HttpResponse:
    """POST opens one and says its secret once; nobody can read it again."""
    order = queries.order_called(actor, number)
    form, drawn, opens = None, None, actor.may("plan", order.unit.path)
    if request.method == "POST" and not opens:
        raise NotAllowed("role-missing", needs="plan")
    if opens:
        form = linking.NewLink(order, request.POST or None)
        if form.is_bound and form.is_valid():
            drawn = linking.draw(request, form, order, by=actor)
            form = linking.NewLink(order)
    about = {"order": order, "links": linking.rows(actor, order), "opens": opens}
    status = 422 if form and form.is_bound else 200
    shown = {**about, "form": form, "drawn": drawn}
    return render(request, "desk/links.html", shown, status=status)
