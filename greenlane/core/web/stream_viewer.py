"""Who listens to the stream: the same session or token as on every page."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from greenlane.core.actors import Actor
from greenlane.core.web.viewer import actor_of


def stream_actor(request: HttpRequest) -> Actor | None:
    """The actor of a raw request that went through no middleware."""
    engine = import_module(settings.SESSION_ENGINE)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    request.session = engine.SessionStore(key)
    request.user = get_user(request)
    return actor_of(request)  # type: ignore[arg-type]
