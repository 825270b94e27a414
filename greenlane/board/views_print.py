"""Sheets for the printer: as a page that every browser prints, and as a PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from greenlane.board.asked import asked_of
from greenlane.board.seeing import page
from greenlane.board.sheets import pdf, qr
from greenlane.board.sheets.blank import blank_sheet
from greenlane.board.sheets.evidence import evidence_sheet
from greenlane.board.sheets.form import Sheet
from greenlane.board.sheets.happening import happening_sheet
from greenlane.board.sheets.isolation import isolation_sheet
from greenlane.board.sheets.order import order_sheet
from greenlane.board.sheets.permits import permits_sheet
from greenlane.board.sheets.statistics import statistics_sheet
from greenlane.board.sheets.switching import switching_sheet
from greenlane.board.sheets.ticket import ticket_sheet
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest

# A browser shows a PDF as an object with a style of its own; nothing else may load.
READ_ONLY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline';"
    " frame-ancestors 'none'"
)


@page
def order(request: ViewerRequest, actor: Actor, number: str) -> HttpResponse:
    return _shown(request, order_sheet(actor, number))


@page
def ticket(
    request: ViewerRequest, actor: Actor, number: str, ticket: UUID
) -> HttpResponse:
    return _shown(request, ticket_sheet(actor, number, ticket))


@page
def switching(
    request: ViewerRequest, actor: Actor, number: str, switching: UUID
) -> HttpResponse:
    return _shown(request, switching_sheet(actor, number, switching))


@page
def permits(request: ViewerRequest, actor: Actor) -> HttpResponse:
    return _shown(request, permits_sheet(actor))


@page
def isolation(
    request: ViewerRequest, actor: Actor, number: str, isolation: UUID
) -> HttpResponse:
    return _shown(request, isolation_sheet(actor, number, isolation))


@page
def evidence(
    request: ViewerRequest, actor: Actor, number: str, evidence: UUID
) -> HttpResponse:
    return _shown(request, evidence_sheet(actor, number, evidence))


@page
def happening(
    request: ViewerRequest, actor: Actor, number: str, happening: UUID
) -> HttpResponse:
    return _shown(request, happening_sheet(actor, number, happening))


@page
def safety(request: ViewerRequest, actor: Actor) -> HttpResponse:
    return _shown(request, statistics_sheet(actor, asked_of(actor, request.GET)))


@page
def blank(request: ViewerRequest, actor: Actor, form: str) -> HttpResponse:
    """A form with nothing on it, for a day without computers."""
    return _shown(request, blank_sheet(actor, form))


def _shown(request: ViewerRequest, sheet: Sheet) -> HttpResponse:
    """The same address with .pdf gives the file; the page, where none can be made."""
    address = request.build_absolute_uri(sheet.record)
    plain = request.path.removesuffix(".pdf")
    if request.path == plain:
        found = {"sheet": sheet, "qr": qr.picture(address), "address": address}
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        found |= {"pdf": f"{plain}.pdf{query}" if pdf.can_be_set() else ""}
        return render(request, "board/sheet.html", found)
    if not pdf.can_be_set():
        return HttpResponseRedirect(plain)
    made = HttpResponse(pdf.pdf(sheet, address=address), content_type="application/pdf")
    made["Content-Security-Policy"] = READ_ONLY
    made["Content-Disposition"] = f'inline; filename="{_file_name(sheet)}.pdf"'
    return made


def _file_name(sheet: Sheet) -> str:
    """What every system takes as a name."""
    kept = (c if c.isascii() and c.isalnum() else "-" for c in sheet.number)
    return f"{sheet.kind}-{''.join(kept)}"
