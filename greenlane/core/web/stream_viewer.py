"""Who listens to the stream, and to which parts of an open page.

It is the same session or token as on every page.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from greenlane.core.actors import WEB, Actor
from greenlane.core.kept import kept, reading
from greenlane.core.models import Unit
from greenlane.core.packed import asked_for
from greenlane.core.parts import Eyes, views
from greenlane.core.positions import read_position
from greenlane.core.refusals import NotAllowed
from greenlane.core.relay import Listener, relay
from greenlane.core.together import Together
from greenlane.core.web.access import LogInFirst, admit, needs
from greenlane.core.web.problems import problem, unauthenticated, wrong_method
from greenlane.core.web.viewer import actor_of

RULE = needs("read")
AT_MOST, PARTS_MOST = 400, 2  # letters of an address; parts of a page


@dataclass(frozen=True)
class Hearer:
    """Who listens: the tops of what he may hear, his account, his language.

    `account` is 0 for whoever came in by a key: it may see less than its account does,
    and is sent no part that was made for others. `doubts`: as `Relay.doubts` stood
    before he was looked up.
    """

    paths: tuple[str, ...]
    account: int
    language: str
    doubts: int


async def may_hear(scope: Any) -> Hearer | HttpResponse:
    """What this caller may hear, or why not: 405, 401, 403."""
    return await _comers.ask(scope)


def _looked_at(scopes: list[Any]) -> list[Hearer | HttpResponse | Exception]:
    """Each of them by himself; all at one state of the journals."""
    close_old_connections()
    found: list[Hearer | HttpResponse | Exception] = []
    with reading():
        for scope in scopes:
            try:
                found.append(_hearer(scope))
            except Exception as failed:
                found.append(failed)
    return found


_comers: Together[Any, Hearer | HttpResponse] = Together(_looked_at)


def _hearer(scope: Any) -> Hearer | HttpResponse:
    request = ASGIRequest(dict(scope), BytesIO())
    language, doubts = translation.get_language_from_request(request), relay.doubts
    with translation.override(language):
        if request.method != "GET":
            return wrong_method("GET")
        try:
            actor = admit(stream_actor(request), RULE)
        except LogInFirst:
            return unauthenticated(request)
        except NotAllowed as refused:
            return problem(refused)
    known = kept("known-paths", actor.sight, lambda: _known(actor))
    if actor.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        language = actor.language
    account = actor.account if actor.via == WEB else None
    return Hearer(known, account or 0, language, doubts)


def _known(actor: Actor) -> tuple[str, ...]:
    rows = Unit.objects.filter(path__in=actor.paths())
    return tuple(rows.values_list("path", flat=True))


@dataclass(frozen=True)
class Asked:
    """What a page that is open says of itself: its parts, and how old it is."""

    ats: tuple[str, ...]
    sent: list[str]
    version: str


def looked_at(listener: Listener, scope: Any, who: Hearer) -> Asked:
    """`?at=` is the address of a part, twice at most; `about` an order it is about."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    ats = tuple(each for each in query.get("at", ()) if len(each) <= AT_MOST)
    about = query.get("about", [""])[0][:40]
    headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
    # Only who it is and in which language: no token of this browser goes to another.
    jar = SimpleCookie()
    with suppress(CookieError):
        jar.load(headers.get("cookie", ""))
    kept = (settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
    cookie = "; ".join(f"{name}={jar[name].value}" for name in kept if name in jar)
    if settings.SESSION_COOKIE_NAME in jar:
        listener.session = jar[settings.SESSION_COOKIE_NAME].value
    listener.packs = asked_for(headers.get("accept-encoding", ""))
    sent, ats = [], ats[:PARTS_MOST]
    for place, at in enumerate(ats):
        eyes = Eyes(
            account=who.account,
            language=who.language,
            at=at,
            host=headers.get("host", "localhost"),
            scheme=scope.get("scheme", "http"),
        )
        said = about if place == 0 else ""
        if who.account and views.join(listener, eyes, cookie=cookie, about=said):
            sent.append(at)
    return Asked(ats, sent, query.get("version", [""])[0][:40])


def asked_from(scope: Any) -> dict[int, int]:
    """Last-Event-ID, or ?after=; what cannot be read means: from now."""
    headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
    query = scope.get("query_string", b"").decode("latin-1")
    after = next((p[6:] for p in query.split("&") if p.startswith("after=")), "")
    try:
        return read_position(headers.get("last-event-id", "") or after)
    except ValueError:
        return {}


def stream_actor(request: HttpRequest) -> Actor | None:
    """The actor of a raw request that went through no middleware."""
    engine = import_module(settings.SESSION_ENGINE)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    request.session = engine.SessionStore(key)
    request.user = get_user(request)
    return actor_of(request)  # type: ignore[arg-type]
