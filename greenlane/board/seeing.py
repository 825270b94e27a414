"""Every page of the board: who may look, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from greenlane.core.actors import Actor
from greenlane.core.refusals import NotAllowed, NotFound
from greenlane.core.web.access import (
    LogInFirst,
    ProofDue,
    Rule,
    admit,
    needs,
    ruled,
)
from greenlane.core.web.viewer import ViewerRequest
from greenlane.core.web.way_in import first

READ = needs("read")
P = ParamSpec("P")
View = Callable[Concatenate[ViewerRequest, P], HttpResponse]
Shown = Callable[Concatenate[ViewerRequest, Actor, P], HttpResponse]


def page(view: Shown[P]) -> View[P]:
    """A page for everybody who holds a role; see `page_for`."""
    return page_for(READ)(view)


def page_for(rule: Rule) -> Callable[[Shown[P]], View[P]]:
    """A view `(request, actor, …)`; who is not logged in is asked to, and comes back.

    What a unit may not see looks like nothing at all (404).
    """

    def made(view: Shown[P]) -> View[P]:
        @wraps(view)
        def shown(
            request: ViewerRequest, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            try:
                return view(request, admit(request.actor, rule), *args, **kwargs)
            except (LogInFirst, ProofDue) as refused:
                return first(request, refused)
            except NotFound as refused:
                raise Http404(refused.code) from refused
            except NotAllowed as refused:
                raise PermissionDenied(refused.code) from refused

        return ruled(rule, "GET")(require_safe(shown))

    return made
