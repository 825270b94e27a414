"""A table comes in by page: looked at first, then taken in whole or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from greenlane.core.actors import Actor
from greenlane.core.command import commands
from greenlane.core.daylist import HOLIDAYS
from greenlane.core.door import perform
from greenlane.core.ids import uuid7
from greenlane.core.refusals import NotFound, Refused
from greenlane.core.sheets import telling
from greenlane.core.sheets.columns import Sheet
from greenlane.core.sheets.limits import MOST_BYTES, BadSheet
from greenlane.core.sheets.trial import Trial, look, of_whole
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk import carried, posted
from greenlane.desk.refused import explain
from greenlane.desk.verbs import Asked, may, of_house
from greenlane.places.register.plan import SITES
from greenlane.workforce.register.whole import PEOPLE

SHEETS: dict[str, Sheet] = {sheet.name: sheet for sheet in (PEOPLE, SITES, HOLIDAYS)}
# Where what a table has brought is to be seen.
PLACES = {
    "people": "board:people",
    "sites": "board:sites",
    "holidays": "board:calendar",
}


def sheets_of(actor: Actor) -> list[Sheet]:
    """The tables that this person may take in."""
    return [each for each in SHEETS.values() if may(actor, commands()[each.command])]


def asked_for(request: ViewerRequest, name: str) -> tuple[Sheet, Asked]:
    """The table and its verb. Raises NotFound, and NotAllowed without the role."""
    sheet = SHEETS.get(name)
    if sheet is None or request.actor is None or request.unit is None:
        raise NotFound("command", name=name[:60])
    verb = commands()[sheet.command]
    return sheet, of_house(request.actor, request.unit, verb.room, verb.slug)


def answer(request: ViewerRequest, sheet: Sheet, asked: Asked) -> HttpResponse:
    """The page as it is; looked at; or done."""
    if request.method != "POST":
        return _show(request, sheet, asked)
    if "rows" in request.POST:
        return _do(request, sheet, asked)
    return _look(request, sheet, asked)


def _look(request: ViewerRequest, sheet: Sheet, asked: Asked) -> HttpResponse:
    trial = _tried(request, sheet, asked)
    packed = carried.pack(trial.rows) if trial.is_good else ""
    if trial.is_good and not packed:
        large = BadSheet(
            "import-too-large", megabytes=carried.MOST_PACKED // 10**6 or 1
        )
        trial = Trial(sheet, (of_whole(large),))
    status = 200 if trial.is_good else 422
    return _show(request, sheet, asked, trial=trial, packed=packed, status=status)


def _tried(request: ViewerRequest, sheet: Sheet, asked: Asked) -> Trial:
    file = request.FILES.get("file")
    data = b"" if file is None else file.read(MOST_BYTES + 1)
    return look(data, sheet, by=asked.actor)


def _do(request: ViewerRequest, sheet: Sheet, asked: Asked) -> HttpResponse:
    try:
        rows = carried.unpack(request.POST["rows"])
        key = posted.command_id(request.POST)
        done = perform(sheet.command, {"rows": rows}, by=asked.actor, id=key)
    except Refused as refused:
        problem = explain(refused, asked)
        return _show(request, sheet, asked, problem=problem, status=refused.status)
    told = ", ".join(f"{number} {what}" for what, number in telling.counted(done.facts))
    messages.success(request, _("Taken in: %(told)s") % {"told": told})
    goal = HttpResponseRedirect(reverse("desk:table", args=[sheet.name]))
    goal.status_code = 303
    return goal


def _show(
    request: ViewerRequest,
    sheet: Sheet,
    asked: Asked,
    *,
    trial: Trial | None = None,
    packed: str = "",
    problem: Any = None,
    status: int = 200,
) -> HttpResponse:
    faults = trial.faults if trial else ()
    context = {
        "asked": asked,
        "back": reverse(PLACES[sheet.name]),
        "sheet": sheet,
        "trial": trial,
        "faults": [(telling.place_of(each), each) for each in faults],
        "counts": telling.counted(trial.counts) if trial else (),
        "names": list(telling.names_told(trial)) if trial else (),
        "packed": packed,
        "command_id": uuid7(),
        "problem": problem,
    }
    return render(request, "desk/table.html", context, status=status)
