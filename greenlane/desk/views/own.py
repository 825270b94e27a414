"""/own: a person's own account, and what he can change of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from greenlane.core.actors import Actor, role_label
from greenlane.core.models import Grant
from greenlane.core.web import sessions
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk.own import own_page
from greenlane.desk.views.entrance import see_other


@own_page("GET")
def own(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """Who one is here: the roles held and where, and the own proofs."""
    grants = Grant.objects.filter(account=actor.account, revoked_at__isnull=True)
    held = grants.select_related("unit").order_by("unit__path", "role")
    roles = [(role_label(each.role), each.unit) for each in held]
    return render(request, "desk/own.html", {"roles": roles})


@own_page("GET", "POST")
def logins(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """Where one is logged in now; POST ends one of them."""
    wanted = request.POST.get("login", "")
    if request.method == "POST" and wanted.isascii() and wanted.isdigit():
        if sessions.end_there(actor.account or 0, int(wanted[:18])):
            messages.success(request, _("Logged out there."))
        return see_other(reverse("desk:logins"))
    shown = {
        "logins": sessions.of(actor.account or 0),
        "here": request.session.session_key,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
        "idle": settings.IDLE_MINUTES,
    }
    return render(request, "desk/logins.html", shown)
