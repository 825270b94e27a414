"""Asks to sign: what somebody could sign now, and has not signed as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from greenlane.connections.models import Connection, Survey
from greenlane.safety.models import EarthSet, Evidence, Point, Ticket
from greenlane.safety.signing import signatures
from greenlane.work.models import Order
from tests.cast import Cast
from tests.model.asking import Asked, login

Wanted = tuple[Any, str, str]  # the document, the role, who


def sign(cast: Cast, of: Order, draw: Random) -> Asked:
    found = [each for each in _wanted(cast, of) if not _signed(cast, *each)]
    if not found:
        raise LookupError("nothing to sign")
    row, role, by = draw.choice(found)
    by = by if draw.random() < 0.97 else "zhou"
    data = {"kind": row._meta.model_name, "id": str(row.pk), "role": role}
    return "safety.sign", data, by


def _signed(cast: Cast, row: Any, role: str, by: str) -> bool:
    person = cast.people[by].pk
    return any(s.role == role and s.person_id == person for s in signatures(row))


def _wanted(cast: Cast, of: Order) -> Iterator[Wanted]:
    tickets = Ticket.objects.filter(order=of, ended_at=None).order_by("pk")
    for ticket in tickets:
        yield ticket, "leader", login(cast, ticket.leader_id)
        if ticket.permitted_at:
            yield ticket, "permitter", "li"
    hanging = EarthSet.objects.filter(isolation__order=of, removed_at=None)
    for earth in hanging.order_by("pk"):
        yield earth, "guard", "gao"
        yield earth, "removal_guard", "gao"
        for ticket in earth.isolation.tickets.filter(ended_at=None):
            yield earth, "people_clear", login(cast, ticket.leader_id)
    for point in Point.objects.filter(isolation__order=of, unlocked_at=None):
        yield point, "unlock_guard", "gao"
    yield from _records(of)
    for order in of.instructions.filter(used_at=None).exclude(read_back_at=None):
        yield order, "guard", "gao"
    for step in of.steps.filter(started_at=None, opened_at=None).order_by("place")[:1]:
        yield step, "guard", "gao"
    for survey in Survey.objects.filter(order=of).order_by("-version")[:1]:
        yield survey, "survey_leader", "chen"
    for sheet in Connection.objects.filter(order=of).exclude(do_not=""):
        yield sheet, "receiver", "tang"


def _records(of: Order) -> Iterator[Wanted]:
    rows = Evidence.objects.filter(order=of).order_by("-pk")
    for record in rows.filter(kind="briefing")[:1]:
        for who in ("zhou", "xu", "qian"):
            yield record, "head", who
    for record in rows.filter(kind="user_side_open")[:3]:
        yield record, "site_electrician", "tang"
    for record in rows.filter(kind="live_check")[:2]:
        yield record, "authority", "gao"
    for record in rows.filter(kind="live_conditions")[:1]:
        yield record, "watcher", "xu"
