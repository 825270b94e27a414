"""One isolation on paper: read out on the telephone, hung on the fence."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from greenlane.board.isolation import IsolationPage, Kept, Relying, isolation_page
from greenlane.board.sheets.form import (
    Facts,
    Sheet,
    Table,
    both,
    both_times,
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

YES_NO = {True: _("Yes"), False: _("No")}


def isolation_sheet(actor: Actor, number: str, key: UUID) -> Sheet:
    """Whoever sees an order that touches it may print it. Raises NotFound."""
    page = isolation_page(actor, number, key)
    section = page.section
    return Sheet(
        kind="isolation",
        title=both(_("Isolation and earth register")),
        number=section.name,
        about=f"{page.order.number} · {section.site}",
        unit=str(page.order.unit),
        at=now_of(page.order.unit),
        rules=rules(),
        loud=_loud(page),
        parts=(
            _behind(page),
            _infeeds(page),
            *_proof(page),
            _earths(page),
            _kept(page),
            _closure(page),
            by_hand(3),  # the whole is to stay on one page
        ),
        record=f"/orders/{page.asked.number}/isolations/{section.pk}",
    )


def _loud(page: IsolationPage) -> tuple[str, ...]:
    told = [*(stopped(row) for row in page.stops)]
    told += [reported(row) for row in page.reports]
    if page.ways_open:
        ways = [row.infeed.name for row in page.infeeds if row.point is None]
        told.append(gettext("NOT ISOLATED: %(ways)s") % {"ways": listed(ways)})
    if page.proof.lapsed:
        told.append(page.proof.lapsed)
    return tuple(told)


def _behind(page: IsolationPage) -> Table:
    heads = (
        (_("Ticket"), 4),
        (_("Order"), 4),
        (_("Leader"), 4),
        (_("Telephone"), 4),
        (_("State"), 3),
        (_("At work"), 2),
        (_("Who"), 6),
        (_("All out at"), 3),
    )
    rows = [_relying(each) for each in page.relying if not each.view.is_over]
    return table(
        _("Who is behind it now"), heads, rows, none=_("No ticket is open on it.")
    )


def _relying(each: Relying) -> tuple[str, ...]:
    ticket, view = each.view.ticket, each.view
    return (
        ticket.number,
        f"{ticket.order.number}\n{ticket.unit}",
        str(ticket.leader),
        ticket.leader.phone,
        next((word for word, stands in view.life if stands), ""),
        str(view.inside),
        listed(each.people),
        "",
    )


def _infeeds(page: IsolationPage) -> Table:
    heads = (
        (_("Infeed"), 5),
        (_("Device (name, number)"), 5),
        (_("Visible break"), 3),
        (_("Lock"), 2),
        (_("Tag"), 2),
        (_("Since"), 3),
        (_("Two people"), 4),
    )
    rows = []
    for row in page.infeeds:
        device, point = str(row.device or gettext("not known")), row.point
        if point is None:
            rows.append((row.infeed.name, device, gettext("NOT ISOLATED"), *[""] * 4))
            continue
        two = f"{point.opened_by}, {point.guarded_by}"
        locks = (point.lock_number, point.tag_number, said(point.opened_at), two)
        seen = str(YES_NO[point.visible_break])
        rows.append((row.infeed.name, device, seen, *locks))
    none = _("No way in is recorded; there is always one.")
    return table(_("Every way in for volts"), heads, rows, none=none)


def _proof(page: IsolationPage) -> tuple[Facts, ...]:
    proof, record = page.proof, page.proof.record
    if record is None:
        return (facts(_("Proved dead"), [(_("Result"), proof.lapsed)]),)
    volts = (
        f"{line.phase} {line.value.normalize():f} {line.unit_of_measure}"
        for line in proof.phases
        if line.value is not None
    )
    rows = [
        (_("Result"), proof.lapsed or gettext("Dead, and not touched since")),
        (_("Proved at"), both_times(record.at, record.recorded_at)),
        (_("Point of work"), record.note),
        (_("Number of the tester"), record.instrument),
        (_("Tester proved on a live source before?"), YES_NO[proof.before]),
        (_("Tester proved on a live source after?"), YES_NO[proof.after]),
        (_("Volts on each phase"), listed(volts)),
        (_("Recorded by"), record.by),
    ]
    return (facts(_("Proved dead"), rows),)


def _earths(page: IsolationPage) -> Table:
    heads = (
        (_("Number"), 2),
        (_("Place"), 5),
        (_("On at"), 3),
        (_("Two people"), 4),
        (_("Off at, two people"), 5),
    )
    rows = [
        (e.number, e.place, said(e.placed_at), f"{e.placed_by}, {e.placed_with}", "")
        for e in page.earths
    ]
    none = _("No earth set hangs here.")
    return table(_("Earth sets"), heads, rows, none=none, tall=True)


def _kept(page: IsolationPage) -> Table:
    heads = ((_("What stays on"), 5), (_("Why"), 9), (_("In the hands of"), 4))
    rows = []
    for each in page.kept:
        what = _what(each)
        if not each.reasons:
            free = gettext("No gate holds it; two people, each with an own signature.")
            rows.append((what, free, ""))
        for says, holder in each.reasons:
            rows.append((what, says, holder))
            what = ""  # said once
    none = _("Nothing hangs and nothing is locked here.")
    return table(_("What stays on, and why"), heads, rows, none=none)


def _what(each: Kept) -> str:
    names = [
        gettext("Earth set %(number)s") % {"number": e.number} for e in each.earths
    ]
    names += [
        gettext("Lock %(lock)s, tag %(tag)s")
        % {"lock": p.lock_number, "tag": p.tag_number}
        for p in each.points
    ]
    return "\n".join(names)


def _closure(page: IsolationPage) -> Table:
    heads = (
        (_("Section"), 5),
        (_("Order"), 4),
        (_("Site"), 5),
        (_("Unit"), 4),
        (_("At work"), 2),
    )
    rows = [
        (
            str(each.section),
            each.section.order.number,
            str(each.section.site),
            str(each.section.order.unit),
            str(each.people),
        )
        for each in page.others
    ]
    none = _("This section stands alone: no other order shares a device or an infeed.")
    return table(_("The same volts reach"), heads, rows, none=none)
