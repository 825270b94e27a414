"""/password: good once, for whoever forgot it. /pin/code: then a PIN, by another.

/pin/first: the first PIN of those whom the security administrator gave a login.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.core import codes
from greenlane.core.actors import Actor
from greenlane.core.commands.allow_first_pin import LASTS as FIRST_LASTS
from greenlane.core.commands.allow_pin import LASTS
from greenlane.core.commands.reset_password import ONCE
from greenlane.core.door import perform
from greenlane.core.web.access import needs
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk.forgotten import Forgotten, New, Shut
from greenlane.desk.own import own_page


@own_page("GET", "POST", rule=needs("administer"))
def reset(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """POST draws it and says it once; its owner changes it at the next login."""
    form = Forgotten(actor, request.POST or None)
    shown = {"form": form, "code": "", "hours": int(ONCE.total_seconds() // 3600)}
    if form.is_bound and form.is_valid():
        code = codes.short()
        perform(
            "core.reset_password", {**form.cleaned_data, "password": code}, by=actor
        )
        shown |= {"form": Forgotten(actor), "code": code}
        shown["account"] = form.cleaned_data["account"]
    status = 422 if form.is_bound and not shown["code"] else 200
    return render(request, "desk/password.html", shown, status=status)


@own_page("GET", "POST", rule=needs("secure"))
def allow_pin(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """POST draws a code and says it once; it is handed over to the person there."""
    form = Shut(actor, request.POST or None)
    shown = {"form": form, "code": "", "minutes": int(LASTS.total_seconds() // 60)}
    if form.is_bound and form.is_valid():
        code = codes.short()
        data = {**form.cleaned_data, "code_sha256": codes.digest(code)}
        perform("core.allow_pin", data, by=actor)
        shown |= {"form": Shut(actor), "code": code}
        shown["account"] = form.cleaned_data["account"]
    status = 422 if form.is_bound and not shown["code"] else 200
    return render(request, "desk/pin_code.html", shown, status=status)


@own_page("GET", "POST", rule=needs("administer"))
def first_pin(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """POST draws a code for each of those chosen and says it once, a slip for each."""
    form = New(actor, request.POST if request.method == "POST" else None)
    hours = int(FIRST_LASTS.total_seconds() // 3600)
    slips = []
    if form.is_bound and form.is_valid():
        for account in form.cleaned_data["accounts"]:
            code = codes.short()
            data = {"account": account, "code_sha256": codes.digest(code)}
            perform("core.allow_first_pin", data, by=actor)
            slips.append((form.names[account], code))
        form = New(actor)
    shown = {"form": form, "slips": slips, "hours": hours}
    status = 422 if form.is_bound and not slips else 200
    return render(request, "desk/first_pin.html", shown, status=status)
