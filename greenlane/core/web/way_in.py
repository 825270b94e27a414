"""Where a page sends whoever has to prove something first, and back afterwards."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from greenlane.core.actors import SECOND_DUE
from greenlane.core.web.access import ProofDue


def first(request: HttpRequest, refused: Exception) -> HttpResponse:
    """To the login; or to the page where the proof is given that is still wanted."""
    if not isinstance(refused, ProofDue):
        return redirect_to_login(request.get_full_path())
    if refused.code == SECOND_DUE:
        return HttpResponseRedirect(settings.PROOFS_URL)  # the page itself says why
    messages.warning(request, _("Choose a password of your own first."))
    return HttpResponseRedirect(settings.CHANGE_URL)
