"""G5: every way in for volts is open: visible break, lock, tag; not one is left."""

from __future__ import annotations

from uuid import UUID

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.gate_reading import order_of, parents
from greenlane.safety.models import Infeed, Isolation, Point, Ticket
from greenlane.safety.ticket_queries import infeeds_of, section_of

NAME, CLASS = "G5", "P"
GUARDS = frozenset({"place_earth", "permit", "resume"})


def locks(act: Act) -> list[Lock]:
    # An infeed is recorded under the site; a point is opened under its isolation.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    section = section_of(act)
    if section is None:
        return _empty_list(act)
    return _open_ways(section)


def basis(act: Act) -> list[tuple[str, UUID]]:
    section = section_of(act)
    if section is None:
        return []
    rows = Point.objects.filter(isolation=section, unlocked_at__isnull=True)
    return [("point", key) for key in rows.order_by("id").values_list("pk", flat=True)]


def _empty_list(act: Act) -> list[Missing]:
    """Live work has its own gate; any other list is empty, as when it was issued."""
    if act.ticket is None:
        return [Missing(NAME, "no-section-named", next_step="safety.add_isolation")]
    ticket = Ticket.objects.get(pk=act.ticket)
    if ticket.live:
        return []
    if not ticket.no_infeeds:
        return [Missing(NAME, "infeed-list-unstated", next_step="safety.issue_ticket")]
    later = Infeed.objects.filter(
        site=order_of(act).site_id, found_at__gt=ticket.issued_at, gone_at__isnull=True
    )
    return [_uncovered(each) for each in later.order_by("found_at")]


def _open_ways(section: Isolation) -> list[Missing]:
    ways = infeeds_of(section)
    if not ways:
        return [
            Missing(
                NAME,
                "no-infeed-recorded",
                holder="role:survey_engineer",
                next_step="safety.record_infeed",
                evidence=(str(section.pk),),
            )
        ]
    shut = set(
        Point.objects.filter(
            isolation=section, unlocked_at__isnull=True, visible_break=True
        ).values_list("infeed", flat=True)
    )
    return [_uncovered(each) for each in ways if each.pk not in shut]


def _uncovered(infeed: Infeed) -> Missing:
    return Missing(
        NAME,
        "infeed-not-isolated",
        holder="role:switching",
        since=infeed.found_at,
        next_step="safety.isolate_point",
        evidence=(str(infeed.pk),),
        facts={"infeed": str(infeed), "kind": infeed.kind},
    )
