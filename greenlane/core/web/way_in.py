"""Where a page sends whoever has to prove something first, and back afterwards."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from greenlane.core.web.access import PasswordDue


def first(request: HttpRequest, refused: Exception) -> HttpResponse:
    """To the login; or to the own password, for whom somebody else chose one."""
    if isinstance(refused, PasswordDue):
        messages.warning(request, _("Choose a password of your own first."))
        return HttpResponseRedirect(settings.CHANGE_URL)
    return redirect_to_login(request.get_full_path())
