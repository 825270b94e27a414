"""Every address of the API: the methods it takes, who may come, one shape of error."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse, HttpResponseBase

from greenlane.core.actors import Actor
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.core.web.problems import plain_problem, problem, unauthenticated
from greenlane.core.web.viewer import ViewerRequest

View = Callable[..., HttpResponseBase]


def endpoint(*methods: str, needs: str = "") -> Callable[[View], View]:
    """A view `(request, actor, …)` that answers with data or raises Refused.

    401 without a valid login or token, 403 without the need, 405 for other methods.
    """

    def made(view: View) -> View:
        @wraps(view)
        def answered(request: ViewerRequest, **kwargs: str) -> HttpResponseBase:
            if request.method not in methods:
                refused = plain_problem("method-not-allowed", 405)
                refused["Allow"] = ", ".join(methods)
                return refused
            if request.actor is None:
                return unauthenticated(request)
            try:
                _may(request.actor, needs)
                return view(request, request.actor, **kwargs)
            except Refused as refused:
                return problem(refused)

        answered.methods = methods  # type: ignore[attr-defined]
        answered.needs = needs  # type: ignore[attr-defined]
        return answered

    return made


def _may(actor: Actor, needs: str) -> None:
    if needs and not actor.may(needs):
        raise NotAllowed("role-missing", needs=needs)


def no_content() -> HttpResponse:
    return HttpResponse(status=204)
