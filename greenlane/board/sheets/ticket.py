"""A ticket on paper: people, measures, counts, and room to sign by hand."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from greenlane.board.alarming import RESTS
from greenlane.board.sheets.form import (
    NAME,
    Facts,
    Sheet,
    Table,
    both,
    by_hand,
    facts,
    loud,
    now_of,
    rules,
    said,
    table,
)
from greenlane.core.actors import Actor
from greenlane.core.refusals import NotFound
from greenlane.core.texts import listed, said_as, sentence
from greenlane.safety.commands.interrupt_ticket import CAUSES
from greenlane.safety.commands.permit import CHANNELS
from greenlane.safety.doubts import form_said, role_said, rules_said
from greenlane.safety.models import EarthSet, Point, Ticket
from greenlane.safety.ticket_queries import people_under
from greenlane.work.queries import order_detail
from greenlane.workforce.models import Person

BLANK = 3
BREAKS: dict[str, Promise] = {
    **dict(CAUSES),
    **RESTS,
    "leader-changed": _("The leader changed"),
    "permit-refused": _("The permit was refused"),
}


def ticket_sheet(actor: Actor, number: str, key: UUID) -> Sheet:
    """A ticket of this order; whoever may see the order may print it."""
    order = order_detail(actor, number)
    related = (
        "issuer", "leader", "permitter", "second_issuer", "second_permitter",
        "isolation__source", "unit", "order",
    )  # fmt: skip
    rows = Ticket.objects.filter(order=order, pk=key).select_related(*related)
    ticket = rows.prefetch_related("breaks").first()
    if ticket is None:
        raise NotFound("ticket", id=str(key))
    return Sheet(
        kind="ticket",
        title=both(_("Work ticket")),
        number=ticket.number,
        about=f"{order.number} · {order.site}",
        unit=str(order.unit),
        at=now_of(order.unit),
        rules=rules(),
        loud=loud(order),
        parts=(
            _about(ticket),
            *_measures(ticket),
            _people(ticket),
            _breaks(ticket),
            _counts(ticket),
            _signed(ticket),
            by_hand(),
        ),
        record=f"/orders/{order.number}",
        beside=_section(ticket),
    )


def _section(ticket: Ticket) -> tuple[tuple[str, str], ...]:
    """The way to the page of the isolation that it relies on."""
    if ticket.isolation is None:
        return ()
    where = f"/orders/{ticket.order.number}/isolations/{ticket.isolation_id}"
    return ((gettext("Isolation %(name)s") % {"name": ticket.isolation.name}, where),)


def _about(ticket: Ticket) -> Facts:
    areas = [str(said_as("areas", each)) for each in ticket.areas.split()]
    section = ticket.isolation

    def called(role: str) -> str:
        """In the words of the country whose rules these are."""
        word = role_said(ticket.order, role)
        return f" ({word})" if word else ""

    given = str(dict(CHANNELS).get(ticket.permit_channel, ""))
    leader = _named(ticket.leader, said(ticket.received_at)) + called("leader")
    let_in = ticket.permitter and _named(ticket.permitter) + called("permitter")
    when = " · ".join(filter(None, (said(ticket.permitted_at), given)))
    rows: list[tuple[Promise, object]] = [
        (_("Kind"), form_said(ticket.order, ticket.kind)),
        (_("Rules"), rules_said(ticket.order)),
        (_("What is done, and where"), ticket.scope),
        (_("Areas"), listed(areas)),
        (_("Section"), section and f"{section.name} · {section.source}"),
        (_("Safety measures"), ticket.measures),
        (_("Only after the end of"), listed(ticket.after.order_by("number"))),
        (_("Issuer"), f"{ticket.issuer} · {said(ticket.issued_at)}{called('issuer')}"),
        (_("Leader"), leader),
        (_("Permitter"), let_in),
        *_other_side(ticket),
        (_("Permitted at"), when),
        (_("Valid until"), _until(ticket)),
        (_("Revoked at"), _revoked(ticket)),
        (_("Ended at"), said(ticket.ended_at)),
    ]
    return facts(_("The ticket"), rows)


def _other_side(ticket: Ticket) -> Iterable[tuple[Promise, object]]:
    if ticket.customer_owned:
        yield _("On the customer's own plant"), gettext("Yes")
    if ticket.second_issuer:
        yield _("Issuer of the other side"), _named(ticket.second_issuer)
    if ticket.second_permitter:
        yield _("Permitter of the other side"), _named(ticket.second_permitter)


def _named(person: Person, *more: str) -> str:
    return " · ".join(filter(None, (str(person), person.phone, *more)))


def _until(ticket: Ticket) -> str:
    """The end that stands, and who extended it."""
    rows = ticket.extensions.filter(agreed_at__isnull=False)
    agreed = [
        gettext("extended by %(leader)s and %(permitter)s at %(time)s")
        % {
            "leader": each.asked_by, "permitter": each.agreed_by,
            "time": said(each.agreed_at),
        }
        for each in rows.select_related("asked_by", "agreed_by").order_by("agreed_at")
    ]  # fmt: skip
    return " · ".join(filter(None, (said(ticket.valid_until), *agreed)))


def _revoked(ticket: Ticket) -> str:
    at = said(ticket.revoked_at)
    return f"{at} · {_cause(ticket.revoked_why)}" if at else ""


def _cause(code: str) -> str:
    """A cause that people choose, or the code of what made the ticket void."""
    return str(BREAKS[code]) if code in BREAKS else sentence(code, {})[0]


def _measures(ticket: Ticket) -> tuple[Table, Table]:
    sections = [ticket.isolation_id] if ticket.isolation_id else []
    points = Point.objects.filter(isolation__in=sections, unlocked_at__isnull=True)
    earths = EarthSet.objects.filter(isolation__in=sections, removed_at__isnull=True)
    two = ("opened_by", "guarded_by", "infeed", "device")
    opened = [
        (str(p.infeed), str(p.device), p.lock_number, p.tag_number,
         said(p.opened_at), f"{p.opened_by}, {p.guarded_by}")
        for p in points.select_related(*two).order_by("opened_at")
    ]  # fmt: skip
    hung = [
        (e.number, e.place, said(e.placed_at), f"{e.placed_by}, {e.placed_with}", "")
        for e in earths.select_related("placed_by", "placed_with").order_by("placed_at")
    ]
    return (
        table(
            _("Open, locked, tagged"),
            ((_("Infeed"), 4), (_("Device"), 4), (_("Lock"), 2), (_("Tag"), 2),
             (_("Since"), 3), (_("Two people"), 4)),
            opened, none=_("No infeed is isolated for this ticket."),
        ),
        table(
            _("Earth sets"),
            ((_("Number"), 2), (_("Place"), 5), (_("On at"), 3), (_("Two people"), 4),
             (_("Off at, two people"), 5)),
            hung, none=_("No earth set hangs for this ticket."),
        ),
    )  # fmt: skip


def _people(ticket: Ticket) -> Table:
    heads = (
        (NAME, 4),
        (_("Telephone"), 4),
        (_("Briefed, signature"), 4),
        (_("In at"), 2),
        (_("Out at"), 2),
    )
    found = Person.objects.filter(pk__in=people_under(ticket))
    rows = [
        (str(person), person.phone, "", "", "")
        for person in found.order_by("name_zh", "id")
    ]
    return table(_("People under the ticket"), heads, rows, blank=BLANK, tall=True)


def _breaks(ticket: Ticket) -> Table:
    heads = (
        (_("Interrupted at"), 3),
        (_("Why"), 5),
        (_("Permitted anew at"), 3),
        (_("Permitter, leader"), 4),
    )
    rows = [
        (said(each.at), _cause(each.cause), said(each.resumed_at), "")
        for each in sorted(ticket.breaks.all(), key=lambda each: each.at)
    ]
    return table(_("Breaks"), heads, rows, blank=BLANK)


def _counts(ticket: Ticket) -> Table:
    def told(figure: int | None) -> str:
        return "" if figure is None else str(figure)

    heads = ((_("What is counted"), 5), (_("In"), 2), (_("Out"), 2), (NAME, 4))
    rows = [
        (gettext("People"), told(ticket.heads_in), told(ticket.heads_out), ""),
        (gettext("Earth sets"), told(ticket.earths_in), told(ticket.earths_out), ""),
        (gettext("Tags off"), "", "✓" if ticket.tags_off else "", ""),
        (gettext("Tools out"), "", "✓" if ticket.tools_out else "", ""),
    ]
    return table(_("Counted in and out"), heads, rows)


def _signed(ticket: Ticket) -> Table:
    heads = ((_("As"), 4), (NAME, 4), (_("Signature"), 5), (_("Time"), 3))
    rows = [
        (gettext("Issuer"), str(ticket.issuer), "", ""),
        (gettext("Leader: taken over"), str(ticket.leader), "", ""),
        (gettext("Permitter: let in"), str(ticket.permitter or ""), "", ""),
        (gettext("Leader: all out, ended"), "", "", ""),
        (gettext("Permitter: end accepted"), "", "", ""),
    ]
    if ticket.second_permitter:
        beside = (gettext("Permitter of the other side"), str(ticket.second_permitter))
        rows.insert(3, (*beside, "", ""))
        rows.append((*beside, "", ""))
    if ticket.second_issuer:
        issues = gettext("Issuer of the other side")
        rows.insert(1, (issues, str(ticket.second_issuer), "", ""))
    return table(_("Signatures on this paper"), heads, rows, tall=True)
