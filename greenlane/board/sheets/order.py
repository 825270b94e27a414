"""The order on paper: who wants what where, what holds it, every task to tick off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from greenlane.board.pages import OrderPage, order_page
from greenlane.board.sheets.form import (
    Facts,
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
from greenlane.core.texts import listed

NO_YEAR = slice(5, None)  # of a time on paper: it keeps its day
STATES: dict[str, Promise] = {
    "done": _("done"),
    "dropped": _("dropped"),
    "wait": _("waits"),
    "work": _("at work"),
    "ready": _("can begin"),
    "later": _("later"),
}
DARK: dict[str, Promise] = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}


def order_sheet(actor: Actor, number: str) -> Sheet:
    """Whoever may see the page may print it. Raises NotFound."""
    page = order_page(actor, number)
    order = page.order
    return Sheet(
        kind="order",
        title=both(_("Emergency connection order")),
        number=order.number,
        about=str(order.site),
        unit=str(order.unit),
        at=now_of(order.unit),
        rules=rules(),
        loud=(
            *(stopped(row.stop) for row in page.stops),
            *(reported(row) for row in page.reports),
        ),
        parts=(
            _about(page),
            _tasks(page),
            *_ground(page),
            _steps(page),
            _gates(page),
            by_hand(),
        ),
        record=f"/orders/{order.number}",
    )


def _about(page: OrderPage) -> Facts:
    order, site = page.order, page.site.site
    where = [site.address, site.zone and site.zone.name, site.muster_point]
    held = [f"{p.name}: {p.sentence or p.state_word}" for p in page.points]
    rows = [
        (_("Stands at"), listed((page.label, *page.beside))),
        (_("Holds it dark"), "\n".join(held)),
        *_sheet(page.sheet),
        (_("Requested"), said(order.requested_at)),
        (_("Needed"), said(order.need_at)),
        (_("Deadline"), said(order.deadline)),
        (_("Channel"), page.channel),
        (_("Way to supply"), page.playbook),
        (_("Has the order"), order.taken_by),
        (_("Place"), " · ".join(str(each) for each in where if each)),
        *((_("Contact"), _contact(each)) for each in page.site.contacts),
    ]
    return facts(_("The order"), rows)


def _sheet(sheet: Any) -> list[tuple[Promise, object]]:
    """What only an order for a connection knows."""
    if sheet is None:
        return []
    number = f" · {sheet.instruction_number}" if sheet.instruction_number else ""
    people = gettext("%(n)s people") % {"n": sheet.people_count or 0}
    about = [sheet.purpose, people if sheet.people_count else ""]
    return [
        (_("Ordered by"), sheet.authority + number),
        (_("Requested by"), f"{sheet.requested_by} {sheet.requester_phone}"),
        (_("What for"), " · ".join(filter(None, about))),
        (_("Load"), sheet.load_kw and f"{sheet.load_kw.normalize():f} kW"),
        (_("Critical loads"), sheet.critical_loads),
        (_("May it go dark"), str(DARK[sheet.may_go_dark])),
        (_("The site must not"), sheet.do_not),
    ]


def _contact(contact: Any) -> str:
    return " · ".join(x for x in (contact.name, contact.role, contact.phone) if x)


def _tasks(page: OrderPage) -> Table:
    heads = (
        (_("Key"), 2),
        (_("Task"), 8),
        (_("Who"), 4),
        (_("State"), 3),
        (_("Begun"), 3),
        (_("Done"), 3),
    )
    rows = [
        (
            task.key,
            f"{task.title} ({task.wait})" if task.wait else task.title,
            task.who or task.did,
            str(STATES[task.state]),
            said(task.begun_at)[NO_YEAR],
            said(task.finished_at)[NO_YEAR],
        )
        for stage in page.stages
        for task in stage.tasks
    ]
    return table(_("Tasks"), heads, rows, none=_("No task is known."))


def _ground(page: OrderPage) -> tuple[Table, Table]:
    heads = (
        (_("Section"), 4),
        (_("Infeed or earth set"), 5),
        (_("Lock"), 2),
        (_("Tag"), 2),
        (_("Since"), 3),
        (_("By"), 4),
    )
    rows = [row for each in page.ground.sections for row in _section(each)]
    tickets = [v for s in page.ground.sections for v in s.tickets]
    tickets += page.ground.tickets
    return (
        table(_("Isolated and earthed"), heads, rows, none=_("Nothing is isolated.")),
        table(
            _("Tickets"),
            (
                (_("Ticket"), 4),
                (_("Leader"), 3),
                (_("What is done, and where"), 7),
                (_("State"), 3),
                (_("Went in"), 2),
                (_("At work"), 2),
            ),
            [_ticket(view) for view in tickets],
            none=_("No ticket is issued."),
        ),
    )


def _section(view: Any) -> Iterator[tuple[str, ...]]:
    name = view.section.name
    for infeed in view.open_ways:
        yield name, str(infeed), gettext("NOT ISOLATED"), "", said(infeed.found_at), ""
    for p in view.points:
        locks = (p.lock_number, p.tag_number, said(p.opened_at), str(p.opened_by))
        yield name, str(p.infeed), *locks
    for e in view.earths:
        two = f"{e.placed_by}, {e.placed_with}"
        told = {"number": e.number, "place": e.place}
        hangs = gettext("Earth set %(number)s hangs at %(place)s") % told
        yield name, hangs, "", "", said(e.placed_at), two


def _ticket(view: Any) -> tuple[str, ...]:
    here = next((word for word, stands in view.life if stands), "")
    ticket = view.ticket
    counts = (str(view.went_in), str(view.inside))
    return ticket.number, str(ticket.leader), ticket.scope, here, *counts


def _steps(page: OrderPage) -> Table:
    heads = (
        (_("Number"), 2),
        (_("What is switched in"), 6),
        (_("Switched in at"), 3),
        (_("Volts"), 3),
        (_("Read at"), 3),
        (_("Operator, guard"), 4),
    )
    rows = [
        (
            str(step.place),
            step.name,
            said(step.started_at),
            f"{step.volts} V" if step.volts else "",
            said(step.read_at),
            listed(x for x in (step.operator, step.guard) if x),
        )
        for step in page.steps
    ]
    none = _("No step is laid out.")
    return table(_("Switching in, step by step"), heads, rows, none=none)


def _gates(page: OrderPage) -> Table:
    """What is still missing: whoever telephones can ask for it."""
    checks = page.checks
    rows = [
        (gate.name, lack.says, lack.holder, "")
        for gate in (checks.rows if checks else ())
        for lack in gate.lacks
    ]
    heads = (
        (_("Gate"), 1),
        (_("What is missing"), 9),
        (_("In the hands of"), 4),
        (_("Told at"), 3),
    )
    none = _("Nothing is missing before the next act.")
    return table(_("Missing before the next act"), heads, rows, none=none)
