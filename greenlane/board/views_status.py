"""/s/<code>: how far one order is, for whoever waits. No login, nobody's name."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from greenlane.board.statuspage import status_page
from greenlane.core import clock
from greenlane.core.web.access import STATUS, ruled
from greenlane.core.web.login_limit import TooManyLogins, guessed
from greenlane.core.web.pace import Pace
from greenlane.core.web.viewer import ViewerRequest
from greenlane.work import statuslinks
from greenlane.work.models import StatusLink

KEPT_SECONDS = 5
# A site behind one address has a hundred telephones that ask once a minute.
FROM_ONE, FOR_ONE = Pace(most=300), Pace(most=1200)


@ruled(STATUS, "GET")
@require_safe
def status(request: ViewerRequest, code: str) -> HttpResponse:
    """The page, or only its part that changes; 404 for a code that opens nothing."""
    request.actor, request.unit = None, None  # whoever is logged in, is nobody here
    wait = FROM_ONE.too_fast((_address(request), code)) or FOR_ONE.too_fast(code)
    if wait:
        return _slower(request, wait)
    link = statuslinks.by_code(code)
    return _private(_shown(request, link) if link else _nothing(request, code))


def _shown(request: ViewerRequest, link: StatusLink) -> HttpResponse:
    here = ZoneInfo(link.unit.timezone)
    with clock.of(link.unit.scene()), timezone.override(here):
        found = {"link": link, "part": _part(link)}
        if request.htmx:
            return HttpResponse(found["part"])
        return render(request, "board/status.html", found)


def _nothing(request: ViewerRequest, code: str) -> HttpResponse:
    """A wrong code counts against whoever sends it."""
    try:
        guessed(request, code)
    except TooManyLogins:
        return _slower(request, 60)
    return render(request, "board/status_none.html", status=404)


def _part(link: StatusLink) -> str:
    """Read once in a few seconds for everybody with this address."""
    key = f"status:{link.pk}:{translation.get_language()}"
    return str(cache.get_or_set(key, lambda: _drawn(link), KEPT_SECONDS))


def _drawn(link: StatusLink) -> str:
    return render_to_string("board/_status.html", {"page": status_page(link)})


def _slower(request: HttpRequest, seconds: int) -> HttpResponse:
    answer = render(request, "board/status_none.html", {"often": True}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _private(answer: HttpResponse) -> HttpResponse:
    """No search engine lists it; the address goes to no other place."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
