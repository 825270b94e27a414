"""For machines that watch: is it alive, is it ready, how is it doing."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from greenlane.api.doing import answering
from greenlane.api.gauges import refresh
from greenlane.core import checkpoint
from greenlane.core.web.access import OWN_MEANS
from greenlane.core.web.problems import plain_problem


@answering("GET")
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@answering("GET")
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers; `degraded` names what does not do its part."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM core_unit LIMIT 1")
        late = checkpoint.late()
    except DatabaseError:
        return JsonResponse({"status": "not-ready"}, status=503)
    return JsonResponse({"status": "ready", "degraded": ["checkpoint"] if late else []})


@answering("GET", rule=OWN_MEANS)
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures, for the holder of the metrics token alone."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    wanted = settings.METRICS_TOKEN
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        return plain_problem("log-in-first", 401)
    refresh()
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
