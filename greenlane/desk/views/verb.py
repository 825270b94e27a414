"""The page of a verb: shown, looked at before a signature, done, or refused."""

from __future__ import annotations

from django.http import HttpResponse

from greenlane.core.web.viewer import ViewerRequest


def own_pin(request: ViewerRequest) -> HttpResponse:
    return HttpResponse(status=501)


def house_verb(request: ViewerRequest, room: str, slug: str) -> HttpResponse:
    return HttpResponse(status=501)


def order_verb(request: ViewerRequest, number: str, slug: str) -> HttpResponse:
    return HttpResponse(status=501)
