"""A depot is given up: nobody starts from there any more."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.places.facts_depots import DepotClosed
from greenlane.places.models import Depot


class CloseDepot(CommandForm):
    depot = Id(kind="depot", label=_("Depot"))


@command(
    "places.close_depot",
    title=_("Close a depot"),
    takes=CloseDepot,
    needs="administer",
    kind=DESK,
)
def close_depot(form: CloseDepot, *, by: Actor, at: datetime) -> Answer:
    [depot] = locks.take(rows.find(Depot, form.cleaned_data["depot"]))
    if depot.closed_at:
        raise Refused("depot-closed-already")
    depot.closed_at = at
    depot.save(update_fields=["closed_at"])
    say(DepotClosed(depot.pk), subjects=(depot,), unit=depot.unit_id)
    return answer("depot-closed", depot=depot.pk)
