"""Who came in with a link to one order: a cookie of its own, sent to its pages alone.

It is no session: nobody is logged in by it, and no other page and no machine's address
reads it. The secret came in the body of a form (`/link` takes it from behind the # of
the address, which no browser sends), so it stands in no log and in no Referer. Whether
the link is still good is asked at every request.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from greenlane.core import clock, linked
from greenlane.core.actors import Actor
from greenlane.core.models import Link
from greenlane.core.refusals import NotFound
from greenlane.core.web.access import BY_LINK, LogInFirst, admit, ruled
from greenlane.core.web.viewer import ViewerRequest

COOKIE, PATH, _SALT = "greenlane_link", "/link", "greenlane.link"
P = ParamSpec("P")
Shown = Callable[Concatenate[ViewerRequest, Actor, P], HttpResponse]


def remember(answer: HttpResponse, link: Link) -> None:
    """This browser comes in with this link, as long as the link lives."""
    left = link.expires_at - clock.wall()
    answer.set_cookie(
        COOKIE,
        signing.dumps(str(link.pk), salt=_SALT),
        max_age=max(1, int(left.total_seconds())),
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def forget(answer: HttpResponse) -> None:
    """This browser does not come in with a link any more."""
    answer.delete_cookie(COOKIE, path=PATH)


def link_of(request: HttpRequest) -> Link | None:
    """The good link that this browser has; None without one, or after its end."""
    try:
        key = UUID(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    return linked.by_key(key)


def link_page(
    *methods: str,
) -> Callable[[Shown[P]], Callable[Concatenate[ViewerRequest, P], HttpResponse]]:
    """A view `(request, actor, …)` for a link alone, on the clock of the order's unit.

    Whoever is logged in, with whatever role, is nobody here.
    """

    def made(view: Shown[P]) -> Callable[Concatenate[ViewerRequest, P], HttpResponse]:
        @wraps(view)
        def answered(
            request: ViewerRequest, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            link = link_of(request)
            try:
                actor = admit(linked.actor(link) if link else None, BY_LINK)
            except LogInFirst:
                return _to_the_entrance(request)
            assert link is not None  # admitted
            if "HX-Request" not in request.headers:
                linked.used(link)
            request.link, request.actor, request.unit = link, None, None
            here = ZoneInfo(link.unit.timezone)
            with clock.of(link.unit.scene()), timezone.override(here):
                try:
                    return view(request, actor, *args, **kwargs)
                except NotFound as refused:
                    raise Http404(refused.code) from refused

        also = ("HEAD",) if "GET" in methods else ()
        return ruled(BY_LINK, *methods)(
            require_http_methods([*methods, *also])(answered)
        )

    return made


def _to_the_entrance(request: HttpRequest) -> HttpResponse:
    """The whole page goes there, also where only a part of it was asked for anew."""
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": PATH})
    return HttpResponseRedirect(PATH)
