"""What no view answers: no such address, a forged form, a broken request, a fault.

Machines get a problem as everywhere; people on a page get the page for it.
"""

from __future__ import annotations

import sys

import structlog
from django.http import HttpRequest, HttpResponseBase
from django.views import csrf, defaults

from greenlane.core.web.problems import plain_problem

log = structlog.get_logger("greenlane.web")
MACHINES = ("/api/", "/healthz", "/readyz", "/metrics")


def no_such_address(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if _machine(request):
        return plain_problem("no-such-address", 404)
    return defaults.page_not_found(request, exception)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if _machine(request):
        return plain_problem("bad-input", 400)
    return defaults.bad_request(request, exception)


def forged(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A session without its CSRF token: somebody else's page may have sent this."""
    if _machine(request):
        return plain_problem("csrf-token-missing", 403)
    return csrf.csrf_failure(request, reason)


def fault(request: HttpRequest) -> HttpResponseBase:
    # Django writes the cause nowhere but to administrators by mail; we have none.
    cause = sys.exc_info()[1]  # Django calls this while it handles the exception
    log.error("fault", method=request.method, path=request.path, exc_info=cause)
    if _machine(request):
        return plain_problem("fault", 500)
    return defaults.server_error(request)


def _machine(request: HttpRequest) -> bool:
    return request.path.startswith(MACHINES)
