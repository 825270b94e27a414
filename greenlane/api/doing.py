"""Every address of the API: the methods it takes, who may come, one shape of error."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseBase

from greenlane.core.refusals import NotAllowed, Refused
from greenlane.core.web.problems import problem, unauthenticated, wrong_method
from greenlane.core.web.viewer import ViewerRequest

View = Callable[..., HttpResponseBase]
OF_ITS_COMMAND = "of its command"  # the door asks for what the command needs


def endpoint(*methods: str, needs: str) -> Callable[[View], View]:
    """A view `(request, actor, …)` that answers with data or raises Refused.

    401 without a valid login or token, 403 without the need, 405 for other methods.
    """

    def made(view: View) -> View:
        def allowed(request: ViewerRequest, **kwargs: Any) -> HttpResponseBase:
            if request.actor is None:
                return unauthenticated(request)
            if needs != OF_ITS_COMMAND and not request.actor.may(needs):
                raise NotAllowed("role-missing", needs=needs)
            return view(request, request.actor, **kwargs)

        answered = open_to_all(*methods)(wraps(view)(allowed))
        answered.needs = needs  # type: ignore[attr-defined]
        return answered

    return made


def open_to_all(*methods: str) -> Callable[[View], View]:
    """A view that nobody has to log in for. 405 for other methods."""

    def made(view: View) -> View:
        @wraps(view)
        def answered(request: ViewerRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods:
                return wrong_method(*methods)
            try:
                return view(request, **kwargs)
            except Refused as refused:
                return problem(refused)

        answered.methods = methods  # type: ignore[attr-defined]
        answered.needs = ""  # type: ignore[attr-defined]
        return answered

    return made


def no_content() -> HttpResponse:
    return HttpResponse(status=204)
