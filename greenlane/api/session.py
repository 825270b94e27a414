"""POST /api/v1/session logs a person in with a password; DELETE logs out."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token

from greenlane.api.doing import no_content
from greenlane.core.refusals import FieldError, Malformed, Refused
from greenlane.core.web.login_limit import may_try, tried
from greenlane.core.web.problems import plain_problem, problem
from greenlane.core.web.reading import read_json
from greenlane.core.web.viewer import ViewerRequest


def session(request: ViewerRequest) -> HttpResponseBase:
    """A session cookie and its CSRF token; the same answer for every wrong login."""
    if request.method == "DELETE":
        logout(request)
        return no_content()
    if request.method != "POST":
        return plain_problem("method-not-allowed", 405)
    try:
        return _log_in(request)
    except Refused as refused:
        return problem(refused)


def _log_in(request: ViewerRequest) -> HttpResponseBase:
    body = read_json(request)
    if not isinstance(body, dict):
        raise Malformed([FieldError("$", "not-an-object")])
    name, word = body.get("username"), body.get("password")
    wrong = [
        FieldError(field, "required")
        for field, value in (("username", name), ("password", word))
        if not isinstance(value, str) or not value or len(value) > 200
    ]
    if wrong:
        raise Malformed(wrong)
    may_try(request, str(name))
    account = authenticate(request, username=name, password=word)
    tried(request, str(name), good=account is not None)
    if account is None:
        return plain_problem("login-wrong", 401)
    login(request, account)
    return JsonResponse({"csrf_token": get_token(request)})
