"""/own/…: one's second proofs: an app with codes, passkeys, codes on paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from greenlane.core import queries, second
from greenlane.core.actors import Actor
from greenlane.core.models import Factor
from greenlane.core.web import sessions
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk import proving
from greenlane.desk.own import own_page
from greenlane.desk.views.entrance import see_other


@own_page("GET")
def proofs(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """What one comes in with, beside the password."""
    held = Factor.objects.filter(account=actor.account, removed_at__isnull=True)
    shown = {
        "factors": [(row, proving.KINDS[row.kind]) for row in held.order_by("id")],
        "has_app": held.filter(kind="totp").exists(),
        "codes": second.codes_left(actor.account or 0),
    }
    return render(request, "desk/proofs.html", shown)


@own_page("GET", "POST")
def app(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """A QR code for the app; its first code shows that it works."""
    asked = proving.app(request, actor)
    if asked.done:
        return _added(request, actor, "totp")
    return render(request, "desk/app.html", asked.shown, status=asked.status)


@own_page("GET", "POST")
def passkey(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The browser makes a key; its public half comes here."""
    asked = proving.passkey(request, actor)
    if asked.done:
        return _added(request, actor, "passkey")
    return render(request, "desk/passkey.html", asked.shown, status=asked.status)


@own_page("GET", "POST")
def codes(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """Codes for paper, said once."""
    asked = proving.codes(request, actor)
    return render(request, "desk/codes.html", asked.shown, status=asked.status)


def _added(request: ViewerRequest, actor: Actor, how: str) -> HttpResponse:
    """This login goes on, all others end; whoever has no codes on paper draws some."""
    account = queries.own_account(actor)
    sessions.go_on(request, account, second=how)
    messages.success(request, _("Added. From the next login on it will be asked for."))
    wanted = "desk:proofs" if second.codes_left(account.pk) else "desk:codes"
    return see_other(reverse(wanted))
