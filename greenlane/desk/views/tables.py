"""The addresses of tables: what is taken in, and an empty one to fill in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from greenlane.core.refusals import NotFound, Refused
from greenlane.core.sheets import writing
from greenlane.core.web.access import (
    OF_ITS_COMMAND,
    LogInFirst,
    ProofDue,
    admit,
    ruled,
)
from greenlane.core.web.problems import as_dict
from greenlane.core.web.viewer import ViewerRequest
from greenlane.core.web.way_in import first
from greenlane.desk import tables

MEDIA = {
    writing.CSV: "text/csv; charset=utf-8",
    writing.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LANGUAGES = {"zh": "zh-hans", "en": "en"}
View = Callable[..., HttpResponse]


def allowed(view: View) -> View:
    """For whoever may do the verb; the others read who may."""

    @wraps(view)
    def answered(request: ViewerRequest, name: str, **where: str) -> HttpResponse:
        try:
            admit(request.actor, OF_ITS_COMMAND)
            return view(request, *tables.asked_for(request, name), **where)
        except (LogInFirst, ProofDue) as refused:
            return first(request, refused)
        except Refused as refused:
            shown = {"problem": as_dict(refused), "who": refused.facts.get("who")}
            return render(request, "desk/refused.html", shown, status=refused.status)

    return answered


table = ruled(OF_ITS_COMMAND, "GET", "POST")(
    require_http_methods(["GET", "HEAD", "POST"])(allowed(tables.answer))
)


@ruled(OF_ITS_COMMAND, "GET")
@require_http_methods(["GET", "HEAD"])
@allowed
def template(
    request: ViewerRequest, sheet: Any, asked: Any, language: str, kind: str
) -> HttpResponse:
    if language not in LANGUAGES or kind not in MEDIA:
        raise NotFound("table", name=f"{language}.{kind}"[:60])
    empty = writing.template(sheet, language=LANGUAGES[language], kind=kind)
    answer = HttpResponse(empty, content_type=MEDIA[kind])
    name = f"{sheet.name}-{language}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
