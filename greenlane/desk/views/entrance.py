"""A person comes in with a name and a password, and goes out again."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from greenlane.core import second
from greenlane.core.models import Account
from greenlane.core.refusals import Refused
from greenlane.core.text import lying_marks
from greenlane.core.tls.handed import handed
from greenlane.core.web import sessions, theme
from greenlane.core.web.access import OPEN, OWN_MEANS, ruled
from greenlane.core.web.login_limit import may_try, remember, tried
from greenlane.core.web.problems import as_dict
from greenlane.core.web.viewer import DEVICE_COOKIE, ViewerRequest
from greenlane.desk import waiting

DEVICE_SECONDS = 400 * 24 * 3600


@ruled(OWN_MEANS, "GET", "POST")
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: ViewerRequest) -> HttpResponse:
    """The same answer for every wrong login; then on to where the person was going."""
    if request.method != "POST":
        return _entrance(request, 200)
    try:
        account = _known(request)
    except Refused as refused:
        return _entrance(request, refused.status, refused)
    if second.has_one(account.pk):
        return see_other(waiting.begin(request, account, safe_next(request)))
    return come_in(request, account, safe_next(request))


def _known(request: ViewerRequest) -> Account:
    """Whose password was typed. Raises TooManyLogins, NotAllowed, Refused."""
    name, word = (_typed(request, key) for key in ("username", "password"))
    may_try(request, name)
    account = authenticate(request, username=name, password=word)
    tried(request, name, good=account is not None)
    if not isinstance(account, Account):
        wrong = Refused("login-wrong")
        wrong.status = 401
        raise wrong
    sessions.must_be_good(account)
    return account


@ruled(OWN_MEANS, "GET", "POST")
@require_http_methods(["GET", "HEAD", "POST"])
def second_proof(request: ViewerRequest) -> HttpResponse:
    """The password was right; now a code, or a passkey."""
    account = waiting.account(request)
    if account is None:
        return redirect(settings.LOGIN_URL)
    problem = None
    if request.method == "POST":
        try:
            how, goal = waiting.prove(request, account)
            return come_in(request, account, goal, how=how)
        except Refused as refused:
            problem = refused
    shown = waiting.page(request, account, problem)
    status = problem.status if problem else 200
    return render(request, "desk/second.html", shown, status=status)


def come_in(
    request: ViewerRequest, account: Account, goal: str, *, how: str = ""
) -> HttpResponse:
    """Logged in, under a new key of the session; the device is known from now on."""
    shared = bool(request.POST.get("shared") or request.session.pop("shared", ""))
    sessions.log_in(request, account, second=how)
    if shared:
        sessions.share(request)
    answer = _know_device(request, see_other(goal))
    if not shared:
        remember(request, answer, account)
    return answer


@ruled(OPEN, "POST")
@require_POST
def log_out(request: ViewerRequest) -> HttpResponse:
    logout(request)
    return see_other(settings.LOGIN_URL)


@ruled(OPEN, "POST")
@require_POST
def choose_language(request: ViewerRequest) -> HttpResponseBase:
    """The language of this browser, kept in its cookie."""
    return set_language(request)


@ruled(OPEN, "POST")
@require_POST
def choose_theme(request: ViewerRequest) -> HttpResponse:
    """Light, dark or the system's own, for this browser; and back to the page."""
    answer = see_other(safe_next(request))
    theme.keep(answer, request.POST.get("theme", ""), secure=request.is_secure())
    return answer


def safe_next(request: ViewerRequest, otherwise: str = "/") -> str:
    """Where the page said to go on, as long as it is in this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    inside = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if inside else otherwise


def _typed(request: ViewerRequest, key: str) -> str:
    """What was typed; nobody's name or password holds a hidden character."""
    text = request.POST.get(key, "")[:200]
    return "" if lying_marks(text) else text


def see_other(address: str) -> HttpResponse:
    answer = HttpResponseRedirect(address)
    answer.status_code = 303
    return answer


def _entrance(
    request: ViewerRequest, status: int, refused: Refused | None = None
) -> HttpResponse:
    shown = {
        "next": safe_next(request, ""),
        "username": request.POST.get("username", "")[:200],
        "problem": as_dict(refused) if refused else None,
        "ca": handed() is not None,
    }
    return render(request, "desk/login.html", shown, status=status)


def _know_device(request: ViewerRequest, answer: HttpResponse) -> HttpResponse:
    """A signature says on which device it was given; the device keeps its own name."""
    if not request.COOKIES.get(DEVICE_COOKIE):
        answer.set_cookie(
            DEVICE_COOKIE,
            secrets.token_urlsafe(12),
            max_age=DEVICE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.HTTPS,
        )
    return answer
