"""Every form: blank ones for a day without computers, and those that an order has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from greenlane.board.sheets.blank import BLANKS
from greenlane.board.switchings import switchings_of
from greenlane.board.verbs import Verb, verb
from greenlane.board.words import word
from greenlane.core.actors import Actor
from greenlane.core.command import commands
from greenlane.safety.acts import OCCURRENCES
from greenlane.safety.closure import closure
from greenlane.safety.models import Evidence, Isolation, Occurrence
from greenlane.work.labels import STOPS
from greenlane.work.models import Order, StopWork
from greenlane.work.queries import order_detail

MOST = 200  # records of one kind on the page of an order, the newest first


@dataclass(frozen=True)
class BlankRow:
    """A blank form, and the titles of the verbs by which it is entered later."""

    title: str
    url: str
    verbs: tuple[str, ...]


@dataclass(frozen=True)
class FormRow:
    """A form that an order has: what it is, when, and whether it still stands."""

    title: str
    about: str
    at: datetime | None
    url: str
    void: str = ""


@dataclass(frozen=True)
class OrderForms:
    order: Order
    groups: tuple[tuple[str, tuple[FormRow, ...]], ...]
    stop: Verb | None


def blank_forms() -> list[BlankRow]:
    """In the order in which a working day needs them."""
    return [
        BlankRow(
            str(blank.title),
            reverse("board:print-blank", args=[name]),
            tuple(_titles(blank.verbs)),
        )
        for name, blank in BLANKS.items()
    ]


def _titles(names: tuple[str, ...]) -> Iterator[str]:
    known = commands()
    return (str(known[name].title) for name in names)


def order_forms(actor: Actor, number: str) -> OrderForms:
    """Every form of an order that the reader sees. Raises NotFound."""
    order = order_detail(actor, number)
    groups = (
        (_("Order and tickets"), tuple(_tickets(order))),
        (_("Switching orders"), tuple(_switchings(order))),
        (_("Isolation and earth register"), tuple(_sections(order))),
        (_("Briefings, tests and conditions"), tuple(_records(order))),
        (_("Stops and reports"), tuple(_happenings(order))),
    )
    return OrderForms(order, groups, verb(order, "work.stop_work", actor))


def _tickets(order: Order) -> Iterator[FormRow]:
    here = reverse("board:print-order", args=[order.number])
    yield FormRow(_("Emergency connection order"), str(order.site), None, here)
    for each in order.tickets.select_related("leader").order_by("issued_at"):
        url = reverse("board:print-ticket", args=[order.number, each.pk])
        gone = _("revoked") if each.revoked_at else _("ended") if each.ended_at else ""
        about = f"{each.number} · {each.leader}"
        yield FormRow(_("Work ticket"), about, each.issued_at, url, gone)


def _switchings(order: Order) -> Iterator[FormRow]:
    for view in switchings_of(order):
        row = view.row
        url = reverse("board:print-switching", args=[order.number, row.pk])
        about = f"{row.number} · {row.purpose}"
        yield FormRow(_("Switching order"), about, row.written_at, url, view.state)


def _sections(order: Order) -> Iterator[FormRow]:
    """Its own and those that it shares."""
    rows = Isolation.objects.filter(pk__in=closure(order)).select_related("order")
    for each in rows.order_by("id"):
        url = reverse("board:print-isolation", args=[order.number, each.pk])
        other = each.order.number if each.order_id != order.pk else ""
        yield FormRow(each.name, other, None, url)


def _records(order: Order) -> Iterator[FormRow]:
    rows = Evidence.objects.filter(order=order).select_related("by", "corrected_by")
    for each in rows.order_by("-recorded_at", "-id")[:MOST]:
        url = reverse("board:print-evidence", args=[order.number, each.pk])
        yield FormRow(str(each), str(each.by), each.at, url, _void(each))


def _void(row: Evidence) -> str:
    if row.withdrawn_at:
        return _("withdrawn")
    if hasattr(row, "corrected_by"):
        return _("corrected by a newer one")
    return "" if row.passed else _("not passed")


def _happenings(order: Order) -> Iterator[FormRow]:
    where = Q(order=order) | Q(site=order.site_id)
    for report in Occurrence.objects.filter(where).order_by("-recorded_at")[:MOST]:
        url = reverse("board:print-happening", args=[order.number, report.pk])
        over = "" if report.reviewed_at is None else _("reviewed")
        kind = word(OCCURRENCES, report.kind)
        yield FormRow(kind, report.what, report.at, url, over)
    stops = StopWork.objects.filter(where | Q(isolation__in=closure(order)))
    for stop in stops.order_by("-at")[:MOST]:
        url = reverse("board:print-happening", args=[order.number, stop.pk])
        over = "" if stop.lifted_at is None else _("lifted")
        yield FormRow(word(STOPS, stop.kind), stop.reason, stop.at, url, over)
