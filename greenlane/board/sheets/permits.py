"""The open permits: whose people may be behind what, read out at every shift."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from greenlane.board.alarming import unreviewed
from greenlane.board.sheets.form import (
    NAME,
    Sheet,
    Table,
    both,
    by_hand,
    facts,
    now_of,
    reported,
    rules,
    said,
    stopped,
    table,
)
from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.safety.models import Occurrence, Ticket
from greenlane.safety.ticket_queries import heads_in, still_in
from greenlane.work.models import StopWork


def permits_sheet(actor: Actor) -> Sheet:
    """Of the reader's units and those below. Interrupted and revoked ones count too."""
    unit = Unit.objects.get(pk=actor.unit)
    rows = Ticket.objects.seen_by(actor).filter(
        permitted_at__isnull=False, ended_at__isnull=True
    )
    related = ("leader", "permitter", "isolation", "order__site", "unit")
    tickets = list(
        rows.select_related(*related)
        .prefetch_related("breaks")
        .order_by("unit__path", "number")
    )
    count = str(len(tickets))
    inside = [still_in(each) for each in tickets]
    return Sheet(
        kind="permits",
        title=both(_("Open permits")),
        number=count,
        about=gettext("Whose people may be behind what, now"),
        unit=str(unit),
        at=now_of(unit),
        rules=rules(),
        loud=(*_stops(actor), *_reports(actor)),
        parts=(
            facts(
                _("Read out at the change of shift"),
                (
                    (_("Open permits"), count),
                    (_("People at work under them"), str(sum(inside))),
                ),
            ),
            _listed(tickets, inside),
            _taken(),
            by_hand(),
        ),
        record="/permits/print",
        wide=True,
    )


def _stops(actor: Actor) -> list[str]:
    rows = StopWork.objects.seen_by(actor).filter(lifted_at__isnull=True)
    found = rows.select_related("order", "site").order_by("at", "id")
    return [stopped(row, str(row.order or row.site or "")) for row in found]


def _reports(actor: Actor) -> list[str]:
    rows = Occurrence.objects.seen_by(actor).filter(reviewed_at__isnull=True)
    found = rows.select_related("order", "site").order_by("at", "id")
    return [reported(unreviewed(row)) for row in found]


def _listed(tickets: Sequence[Ticket], inside: Sequence[int]) -> Table:
    heads = (
        (_("Ticket"), 4),
        (_("Order, site"), 5),
        (_("Section"), 4),
        (_("Leader"), 4),
        (_("Permitter"), 3),
        (_("Permitted at"), 3),
        (_("State"), 3),
        (_("Went in"), 2),
        (_("At work"), 2),
        (_("Earth sets"), 2),
        (_("All out at"), 3),
        (_("Signature"), 4),
    )
    rows = [_row(*each) for each in zip(tickets, inside, strict=True)]
    return table(
        _("Open permits"), heads, rows, none=_("No permit is open."), tall=True
    )


def _row(ticket: Ticket, inside: int) -> tuple[str, ...]:
    leader = ticket.leader
    section = ticket.isolation.name if ticket.isolation else gettext("no section")
    return (
        ticket.number,
        f"{ticket.order.number}\n{ticket.order.site}",
        section,
        f"{leader}\n{leader.phone}".strip(),
        str(ticket.permitter),
        said(ticket.permitted_at),
        _state(ticket),
        str(heads_in(ticket)),
        str(inside),
        str(ticket.earths_in or 0),
        "",
        "",
    )


def _state(ticket: Ticket) -> str:
    if ticket.revoked_at:
        return gettext("revoked")
    rests = any(each.resumed_at is None for each in ticket.breaks.all())
    return gettext("interrupted") if rests else gettext("permitted")


def _taken() -> Table:
    heads = ((_("As"), 4), (NAME, 4), (_("Signature"), 5), (_("Time"), 3))
    rows = [(gettext("Hands over"), "", "", ""), (gettext("Takes over"), "", "", "")]
    return table(_("Change of shift"), heads, rows, tall=True)
