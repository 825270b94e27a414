"""A switching order on paper: every step with room for a tick, a time, two names."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from greenlane.board.sheets.form import (
    NAME,
    Facts,
    Label,
    Sheet,
    Table,
    both,
    by_hand,
    facts,
    now_of,
    rules,
    said,
    stopped,
    table,
)
from greenlane.board.switchings import SwitchingView, found, given_of, guards_of
from greenlane.core.actors import Actor
from greenlane.core.texts import listed
from greenlane.safety.closure import closure
from greenlane.safety.in_turn import ACTS
from greenlane.safety.limits import pack_of
from greenlane.safety.models import Instruction
from greenlane.work.models import Order
from greenlane.work.queries import open_stops

DOUBT = _(
    "Which acts go by a switching order is an unconfirmed value of the rule pack:"
    " confirm it with your utility."
)


def switching_sheet(actor: Actor, number: str, key: UUID) -> Sheet:
    """Whoever may see the order may print it."""
    order, view = found(actor, number, key)
    given = given_of(view.row)
    stops = open_stops(order.pk, order.site_id, closure(order))
    loud = [stopped(each) for each in stops]
    if view.stopped:
        rest = view.stopped.row
        told = {"reason": rest.reason or "–", "time": said(rest.at)}
        loud.append(gettext("STOPPED: %(reason)s (since %(time)s)") % told)
    return Sheet(
        kind="switching",
        title=both(_("Switching order")),
        number=view.row.number,
        about=f"{order.number} · {order.site}",
        unit=str(order.unit),
        at=now_of(order.unit),
        rules=(*rules(), *_doubt(order)),
        loud=tuple(loud),
        parts=(
            _about(view, given),
            _steps(view),
            _breaks(view),
            _signed(view, given),
            by_hand(),
        ),
        record=f"/orders/{order.number}/switching/{key}",
        wide=True,
    )


def _doubt(order: Order) -> tuple[Label, ...]:
    """Paper says it too, where nobody has confirmed what the pack asks for."""
    asks = pack_of(order).values.get(ACTS)
    return (both(DOUBT),) if asks and not asks.verified else ()


def _about(view: SwitchingView, given: Instruction | None) -> Facts:
    row = view.row
    rows: list[tuple[Promise, object]] = [
        (_("What the switching is for"), row.purpose),
        (_("State"), view.state),
        (_("Written"), f"{row.written_by} · {said(row.written_at)}"),
        (_("Checked"), row.checked_at and f"{row.checked_by} · {said(row.checked_at)}"),
    ]
    if given:
        rows += [
            (_("Order given"), f"{given.given_by} · {said(given.given_at)}"),
            (_("The words of the order"), given.text),
        ]
        if given.read_back_at:
            back = f"{given.read_back_by} · {said(given.read_back_at)}"
            rows.append((_("Read back"), back))
    if row.ended_at:
        over = f"{row.ended_by} · {said(row.ended_at)}"
        word = _("Abandoned") if row.abandoned_why else _("Reported as done")
        rows.append((word, f"{over} · {row.abandoned_why}".rstrip(" ·")))
    return facts(_("The switching order"), rows)


def _steps(view: SwitchingView) -> Table:
    heads = (
        (_("No."), 1),
        (_("Act"), 3),
        (_("Device (name and number)"), 4),
        (_("What is done"), 5),
        (_("State expected afterwards"), 4),
        (_("Done"), 2),
        (_("Time"), 3),
        (_("Operator"), 3),
        (_("Guard"), 3),
    )
    rows = [
        (
            str(each.step.place), each.act, str(each.step.device or ""),
            each.step.action, each.step.expected, "✓" if each.step.done_at else "",
            said(each.step.done_at), str(each.step.operator or ""),
            str(each.step.guard or ""),
        )
        for each in view.steps
    ]  # fmt: skip
    return table(_("Numbered steps"), heads, rows, tall=True)


def _breaks(view: SwitchingView) -> Table:
    heads = (
        (_("Stopped at"), 3),
        (_("By, and why"), 5),
        (_("Let go on at"), 3),
        (_("By, and why"), 5),
    )
    rows = [
        (
            said(each.row.at), f"{each.who} {each.row.reason}".strip(),
            said(each.row.resumed_at),
            f"{each.row.resumed_by or ''} {each.row.resumed_why}".strip(),
        )
        for each in view.stops
    ]  # fmt: skip
    return table(_("Stopped and let go on"), heads, rows, blank=2)


def _signed(view: SwitchingView, given: Instruction | None) -> Table:
    heads = ((_("As"), 4), (NAME, 4), (_("Signature"), 5), (_("Time"), 3))
    giver = str(given.given_by) if given else ""
    operator = str(given.read_back_by or "") if given else ""
    rows = [
        (gettext("Writer"), str(view.row.written_by), "", ""),
        (gettext("Checker"), str(view.row.checked_by or ""), "", ""),
        (gettext("Dispatcher"), giver, "", ""),
        (gettext("Operator"), operator, "", ""),
        (gettext("Guard"), listed(guards_of(given) if given else ()), "", ""),
    ]
    return table(_("Signatures on this paper"), heads, rows, tall=True)
