"""/emergency: the sealed code opens the unit's emergency account; its seal is drawn."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from greenlane.core import codes
from greenlane.core.actors import Actor, system
from greenlane.core.door import perform
from greenlane.core.fields import Text
from greenlane.core.models import Account, Emergency
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.core.web import login_limit
from greenlane.core.web.access import OWN_MEANS, needs, ruled
from greenlane.core.web.problems import as_dict
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk.own import own_page
from greenlane.desk.views import entrance


class SealedCode(forms.Form):
    code = forms.CharField(
        max_length=80,
        label=_("Sealed code"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    who = Text(max_length=80, label=_("Your name"))
    why = Text(max_length=240, label=_("Why it is needed"))


@ruled(OWN_MEANS, "GET", "POST")
@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: ViewerRequest) -> HttpResponse:
    """Loud by design: the journal, every page of the unit, those who watch."""
    form = SealedCode(request.POST if request.method == "POST" else None)
    problem = None
    if form.is_bound and form.is_valid():
        try:
            account = _opened(request, form)
            return entrance.come_in(request, account, "/", how="sealed")
        except Refused as refused:
            problem = refused
    shown = {"form": form, "problem": as_dict(problem) if problem else None}
    status = problem.status if problem else 422 if form.is_bound else 200
    return render(request, "desk/emergency.html", shown, status=status)


def _opened(request: ViewerRequest, form: SealedCode) -> Account:
    """The account, open from now on. Raises NotAllowed and TooManyLogins."""
    given = form.cleaned_data
    code = codes.digest(given["code"])
    seal = Emergency.objects.select_related("unit").filter(code_sha256=code).first()
    if seal is None:
        login_limit.guessed(request, f"sealed {code}")
        raise NotAllowed("emergency-code-wrong")
    data = {"code_sha256": code, "who": given["who"], "why": given["why"]}
    done = perform("core.open_emergency", data, by=system(seal.unit))
    return Account.objects.get(pk=int(done.facts["account"]))


@own_page("GET", "POST", rule=needs("secure"))
def seal(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """A new code for paper; the one before opens nothing any more."""
    seals = Emergency.objects.seen_by(actor).filter(closed_at__isnull=True)
    shown = {"code": "", "seals": seals.select_related("unit", "account")}
    if request.method == "POST":
        code = codes.drawn()
        data = {"code_sha256": codes.digest(code)}
        perform("core.seal_emergency", data, by=actor)
        shown["code"] = code
    return render(request, "desk/seal.html", shown)
