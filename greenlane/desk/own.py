"""Pages of a person's own: whoever is not logged in is asked to, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from greenlane.core.actors import Actor
from greenlane.core.refusals import Refused
from greenlane.core.web.access import (
    PERSON,
    LogInFirst,
    ProofDue,
    Rule,
    admit,
    ruled,
)
from greenlane.core.web.problems import as_dict
from greenlane.core.web.viewer import ViewerRequest
from greenlane.core.web.way_in import first

P = ParamSpec("P")
Shown = Callable[Concatenate[ViewerRequest, Actor, P], HttpResponse]


def own_page(
    *methods: str,
    rule: Rule = PERSON,
) -> Callable[[Shown[P]], Callable[Concatenate[ViewerRequest, P], HttpResponse]]:
    """A view `(request, actor, …)`; a refusal is shown as a page."""

    def made(view: Shown[P]) -> Callable[Concatenate[ViewerRequest, P], HttpResponse]:
        @wraps(view)
        def answered(
            request: ViewerRequest, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            try:
                return view(request, admit(request.actor, rule), *args, **kwargs)
            except (LogInFirst, ProofDue) as refused:
                return first(request, refused)
            except Refused as refused:
                shown = {"problem": as_dict(refused)}
                return render(
                    request, "desk/refused.html", shown, status=refused.status
                )

        also = ("HEAD",) if "GET" in methods else ()
        return ruled(rule, *methods)(require_http_methods([*methods, *also])(answered))

    return made
