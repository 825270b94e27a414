"""Safety figures: one address for a unit and a period, as page, paper and table."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.board.asked import asked_of
from greenlane.board.seeing import page
from greenlane.board.sheets.statistics import lines, statistics_sheet
from greenlane.core.actors import Actor
from greenlane.core.sheets.writing import XLSX, as_csv, as_xlsx
from greenlane.core.web.viewer import ViewerRequest

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@page
def figures(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """For everybody: whoever works behind an isolation may know how it is kept."""
    asked = asked_of(actor, request.GET)
    found = {"asked": asked, "sheet": statistics_sheet(actor, asked)}
    return render(request, "board/safety.html", found)


@page
def table(request: ViewerRequest, actor: Actor, kind: str) -> HttpResponse:
    """The same figures for a spreadsheet."""
    kind = kind if kind in TYPES else "csv"
    found = lines(statistics_sheet(actor, asked_of(actor, request.GET)))
    made = as_xlsx(found) if kind == XLSX else as_csv(found)
    answer = HttpResponse(made, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="safety.{kind}"'
    return answer
