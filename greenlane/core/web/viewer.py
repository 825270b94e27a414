"""Who looks: the actor behind the session or token, his unit's clock, his language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django_htmx.middleware import HtmxDetails

from greenlane.core import clock, emergency, given, kept, second_due
from greenlane.core.actors import PASSWORD_DUE, WEB, Actor, actor_for, actor_for_token
from greenlane.core.models import Account, Link, Unit
from greenlane.core.prepared import prepared
from greenlane.core.web import sessions
from greenlane.core.web.theme import theme_of

READS = frozenset({"GET", "HEAD"})
DEVICE_COOKIE = "greenlane_device"


class ViewerRequest(HttpRequest):
    """A request that went through the middleware."""

    actor: Actor | None
    unit: Unit | None
    bad_token: bool
    link: Link  # on the pages of a link alone
    htmx: HtmxDetails


class ViewerMiddleware:
    """Sets `request.actor` (None: nobody is logged in) and runs on the unit's clock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ViewerRequest) -> HttpResponse:
        with kept.reading():
            _look_who_it_is(request)
            if request.method in READS:
                return self._answered(request)
        return self._answered(request)

    def _answered(self, request: ViewerRequest) -> HttpResponse:
        if request.unit is None:
            return self.get_response(request)
        here = ZoneInfo(request.unit.timezone)
        with clock.of(request.unit.scene()), timezone.override(here):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> None:
        """An address without a rule is not answered at all."""
        if not hasattr(view, "rule"):
            raise ImproperlyConfigured(f"{request.path} has no rule of access")


def _look_who_it_is(request: ViewerRequest) -> None:
    request.bad_token = False
    request.actor = actor_of(request)
    request.unit = unit_of(request.actor) if request.actor else None
    _speak(request)


def unit_of(actor: Actor) -> Unit:
    return kept.kept("unit", actor.unit, lambda: _unit(actor.unit)[0])


@prepared
def _unit(key: int) -> QuerySet[Unit]:
    return Unit.objects.select_related("pack").filter(pk=key)


def actor_of(request: ViewerRequest) -> Actor | None:
    device = request.headers.get("X-Device", "")[:60]
    given = request.headers.get("Authorization", "")
    if given:
        secret = given.removeprefix("Bearer ").strip()
        found = actor_for_token(secret, device=device)
        request.bad_token = found is None
        # A machine's key is no session: nothing can be forged through a browser.
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        return found
    user = request.user
    if isinstance(user, AnonymousUser) or not isinstance(user, Account):
        return None
    if not user.is_active or not sessions.still_there(request, user):
        return None
    device = device or request.COOKIES.get(DEVICE_COOKIE, "")[:60]
    actor = sessions.as_proved(request, actor_for(user, device=device))
    if user.once_until is not None:
        actor = replace(actor, grants=(), due=PASSWORD_DUE)
    else:
        actor = second_due.asked(actor)
    return None if user.sealed and not actor.grants else actor


def _speak(request: ViewerRequest) -> None:
    """The cookie first, then what the account chose, else what the browser asks."""
    chosen = request.actor.language if request.actor else ""
    if not chosen or "django_language" in request.COOKIES:
        return
    translation.activate(chosen)
    request.LANGUAGE_CODE = translation.get_language()


def context(request: Any) -> dict[str, Any]:
    """What every template may say."""
    actor = getattr(request, "actor", None)
    return {
        "viewer": request.user if actor else None,
        "actor": actor,
        "unit": getattr(request, "unit", None),
        "needs": actor.needs() if actor else frozenset(),
        "stream_url": "/api/v1/stream",
        "version": kept.version(),
        "now": clock.now(),
        "theme": theme_of(request),
        "alarms": emergency.alarms(actor) if actor else (),
        "resets": given.to(request.user) if actor and actor.via == WEB else (),
    }
