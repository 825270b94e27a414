"""POST /api/v1/session logs a person in with a password; DELETE logs out."""

from __future__ import annotations

from django.contrib.auth import authenticate, logout
from django.http import HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.csrf import csrf_exempt

from greenlane.api.doing import answering, no_content
from greenlane.core import second
from greenlane.core.actors import actor_for
from greenlane.core.door import perform
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm, bind
from greenlane.core.models import Account
from greenlane.core.refusals import NotAllowed
from greenlane.core.web import sessions
from greenlane.core.web.access import OWN_MEANS
from greenlane.core.web.login_limit import may_try, tried
from greenlane.core.web.problems import plain_problem
from greenlane.core.web.reading import read_json
from greenlane.core.web.viewer import ViewerRequest


class LogIn(CommandForm):
    """Read as strictly as a command, though it is none: nothing of it is kept."""

    username = Text(max_length=200)
    password = Text(max_length=200, strip=False)
    code = Text(max_length=40, required=False)


@csrf_exempt  # there is no session yet; a foreign page cannot send JSON here
@answering("POST", "DELETE", rule=OWN_MEANS)
def session(request: ViewerRequest) -> HttpResponseBase:
    """A session cookie and its CSRF token; the same answer for every wrong login."""
    if request.method == "DELETE":
        logout(request)
        return no_content()
    given = bind(LogIn, read_json(request)).cleaned_data
    may_try(request, given["username"])
    code = given.pop("code")
    account = authenticate(request, **given)
    tried(request, given["username"], good=account is not None)
    if not isinstance(account, Account):
        return plain_problem("login-wrong", 401)
    sessions.must_be_good(account)
    sessions.log_in(request, account, second=_second(account, code))
    return JsonResponse({"csrf_token": get_token(request)})


def _second(account: Account, code: str) -> str:
    """How the second proof was given, if the account has one. Raises Refused."""
    if not second.has_one(account.pk):
        return ""
    if not code:
        wanted = NotAllowed("second-proof-wanted", next_step="log-in")
        wanted.status, wanted.kept = 401, False
        raise wanted
    done = perform("core.prove_second", {"code": code}, by=actor_for(account))
    return str(done.facts["how"])
