"""The addresses of the verbs: of an order, of the house, and one's own PIN."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from greenlane.core import last_backup
from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.core.refusals import Refused
from greenlane.core.web.access import (
    OF_ITS_COMMAND,
    PERSON,
    LogInFirst,
    ProofDue,
    admit,
    ruled,
)
from greenlane.core.web.problems import as_dict
from greenlane.core.web.viewer import ViewerRequest
from greenlane.core.web.way_in import first
from greenlane.desk import page
from greenlane.desk.mending import of_roles
from greenlane.desk.tables import sheets_of
from greenlane.desk.verbs import ROOMS, Asked, house_verbs, of_house, of_order

Found = Callable[..., Asked]
Answered = Callable[[ViewerRequest, Asked], HttpResponse]


def verb_page(
    find: Found, *, show: Answered = page.show, do: Answered = page.do
) -> Callable[..., HttpResponse]:
    """GET shows the verb that `find` names, POST does it."""

    @wraps(find)
    def answered(request: ViewerRequest, **where: str) -> HttpResponse:
        try:
            actor = admit(request.actor, OF_ITS_COMMAND)
            asked = find(actor, Unit.objects.get(pk=actor.unit), **where)
            does = do if request.method == "POST" else show
            return does(request, asked)
        except (LogInFirst, ProofDue) as refused:
            return first(request, refused)
        except Refused as refused:
            shown = {
                "problem": as_dict(refused),
                "who": refused.facts.get("who"),
                "helpers": of_roles(refused, request),
            }
            return render(request, "desk/refused.html", shown, status=refused.status)

    return ruled(OF_ITS_COMMAND, "GET", "POST")(
        require_http_methods(["GET", "HEAD", "POST"])(answered)
    )


@verb_page
def order_verb(actor: Actor, unit: Unit, number: str, slug: str) -> Asked:
    return of_order(actor, number, slug)


@verb_page
def house_verb(actor: Actor, unit: Unit, room: str, slug: str) -> Asked:
    return of_house(actor, unit, room, slug)


@ruled(PERSON, "GET")
@require_safe
def house(request: ViewerRequest) -> HttpResponse:
    """What can be done that is about no order."""
    try:
        actor = admit(request.actor, PERSON)
    except (LogInFirst, ProofDue) as refused:
        return first(request, refused)
    found = house_verbs(actor)
    rooms = [(ROOMS.get(room, room), verbs) for room, verbs in found.items()]
    shown = {
        "rooms": rooms,
        "tables": sheets_of(actor),
        "administers": actor.may("administer"),
        "backup_age": last_backup.age(),
        "backup_late": last_backup.late(),
    }
    return render(request, "desk/house.html", shown)


@verb_page
def own_pin(actor: Actor, unit: Unit) -> Asked:
    return of_house(actor, unit, "core", "set-pin")
