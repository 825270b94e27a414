"""Every address of the API: the methods it takes, who may come, one shape of error."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseBase

from greenlane.core.refusals import Refused
from greenlane.core.web.access import OPEN, LogInFirst, Rule, admit, needs, ruled
from greenlane.core.web.problems import problem, unauthenticated, wrong_method
from greenlane.core.web.viewer import ViewerRequest

View = Callable[..., HttpResponseBase]
READ = needs("read")


def endpoint(*methods: str, rule: Rule = READ) -> Callable[[View], View]:
    """A view `(request, actor, …)` that answers with data or raises Refused.

    401 without a login or token, 403 where the rule says no, 405 for other methods.
    """

    def made(view: View) -> View:
        def allowed(request: ViewerRequest, **kwargs: Any) -> HttpResponseBase:
            return view(request, admit(request.actor, rule), **kwargs)

        return answering(*methods, rule=rule)(wraps(view)(allowed))

    return made


def answering(*methods: str, rule: Rule = OPEN) -> Callable[[View], View]:
    """A view that asks for no login by itself. 405 for other methods."""

    def made(view: View) -> View:
        @wraps(view)
        def answered(request: ViewerRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods:
                return wrong_method(*methods)
            try:
                return view(request, **kwargs)
            except LogInFirst:
                return unauthenticated(request)
            except Refused as refused:
                return problem(refused)

        return ruled(rule, *methods)(answered)

    return made


def no_content() -> HttpResponse:
    return HttpResponse(status=204)
