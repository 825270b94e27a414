"""A stop or a report of what the world did, on paper: who said it, and how it ended."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from greenlane.board.sheets.form import (
    NAME,
    Sheet,
    Table,
    both,
    by_hand,
    facts,
    now_of,
    rules,
    said,
    table,
)
from greenlane.core.actors import Actor
from greenlane.core.refusals import NotFound
from greenlane.safety.acts import OCCURRENCES
from greenlane.safety.alarms import told_at
from greenlane.safety.closure import closure
from greenlane.safety.models import Isolation, Occurrence
from greenlane.work.labels import STOPS
from greenlane.work.models import Order, StopWork
from greenlane.work.queries import order_detail
from greenlane.workforce.names import names_of

Rows = list[tuple[Promise, object]]
TIMES: dict[str, Promise] = {
    "live": _("written down at once"),
    "declared": _("told later; the time is as it was told"),
    "corrected": _("told later; the time that was told cannot be, it was mended"),
}


def happening_sheet(actor: Actor, number: str, key: UUID) -> Sheet:
    """What stood or stands on this order, its site or its sections. Raises NotFound."""
    order = order_detail(actor, number)
    row = _report(order, key) or _stop(order, key)
    if row is None:
        raise NotFound("occurrence", id=str(key))
    is_report = isinstance(row, Occurrence)
    title = _("Report of an occurrence") if is_report else _("Stop-work note")
    return Sheet(
        kind="report" if is_report else "stop",
        title=both(title),
        number=order.number,
        about=str(order.site),
        unit=str(order.unit),
        at=now_of(order.unit),
        rules=rules(),
        loud=() if _over(row) else (gettext("STANDS: nothing is released here"),),
        parts=(
            facts(_("What was said"), _said(row) if is_report else _stopped(row)),  # type: ignore[arg-type]
            _signed(),
            by_hand(),
        ),
        record=f"/orders/{order.number}",
    )


def _report(order: Order, key: UUID) -> Occurrence | None:
    rows = Occurrence.objects.filter(Q(order=order) | Q(site=order.site_id), pk=key)
    return rows.select_related("site", "point", "order", "reviewed_by").first()


def _stop(order: Order, key: UUID) -> StopWork | None:
    where = Q(order=order) | Q(site=order.site_id) | Q(isolation__in=closure(order))
    rows = StopWork.objects.filter(where, pk=key)
    return rows.select_related("site", "order", "lifted_by").first()


def _over(row: Occurrence | StopWork) -> bool:
    ended = row.reviewed_at if isinstance(row, Occurrence) else row.lifted_at
    return ended is not None


def _said(row: Occurrence) -> Rows:
    return [
        (_("What"), OCCURRENCES.get(row.kind, row.kind)),
        (_("Site"), row.site),
        (_("Supply point"), row.point),
        (_("Happened at"), said(row.at)),
        (_("Recorded at"), said(row.recorded_at)),
        (_("How the time is known"), TIMES.get(row.time_source, row.time_source)),
        (_("Who says so"), row.told_by),
        (_("Entered by"), _by(row.raised_by)),
        (_("On whose order, what was seen"), row.what),
        (_("Reviewed at"), said(row.reviewed_at)),
        (_("Reviewed by"), row.reviewed_by),
        (_("What was found, what follows"), row.review),
    ]


def _stopped(row: StopWork) -> Rows:
    named = [row.isolation] if row.isolation else []
    section = Isolation.objects.filter(pk__in=named).first()
    return [
        (_("What"), STOPS.get(row.kind, row.kind)),
        (_("Site"), row.site),
        (_("Section"), section),
        (_("Happened at"), said(row.at)),
        (_("Recorded at"), said(told_at([row]).get(row.pk, row.at))),
        (_("Entered by"), _by(row.raised_by)),
        (_("Why"), row.reason),
        (_("Lifted at"), said(row.lifted_at)),
        (_("Lifted by"), row.lifted_by),
        (_("Why it may go on"), row.lifted_why),
    ]


def _by(account: int | None) -> str:
    return names_of([account]).get(account, "") if account else ""


def _signed() -> Table:
    heads = ((_("As"), 4), (NAME, 4), (_("Signature"), 5), (_("Time"), 3))
    rows = [
        (gettext("Who says so"), "", "", ""),
        (gettext("Safety supervisor"), "", "", ""),
    ]
    return table(_("Signatures on this paper"), heads, rows, tall=True)
