"""An address that somebody forgot to write a rule on."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from greenlane.urls import handler404, handler500

__all__ = ["handler404", "handler500"]


def unruled(request: HttpRequest) -> HttpResponse:
    return HttpResponse("anything")


urlpatterns = [path("api/unruled", unruled)]
