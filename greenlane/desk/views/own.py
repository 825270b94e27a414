"""/own: a person's own account, and what he can change of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.core.actors import Actor, role_label
from greenlane.core.models import Grant
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk.own import own_page


@own_page("GET")
def own(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """Who one is here: the roles held and where, and the own proofs."""
    grants = Grant.objects.filter(account=actor.account, revoked_at__isnull=True)
    held = grants.select_related("unit").order_by("unit__path", "role")
    roles = [(role_label(each.role), each.unit) for each in held]
    return render(request, "desk/own.html", {"roles": roles})
