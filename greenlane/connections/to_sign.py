"""The same as in safety, and what only this mission knows: survey, step, sheet."""

from __future__ import annotations

from collections.abc import Iterator

from greenlane.connections.models import Connection, EnergiseStep, Survey
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.safety import to_sign
from greenlane.safety.models import Signature
from greenlane.safety.to_sign import ToSign, open_ones
from greenlane.workforce.models import Person, Pool
from greenlane.workforce.queries import certified

MOST = 20  # signatures that are shown again


def waiting_for(actor: Actor, person: Person) -> list[ToSign]:
    """What waits for this person: by name first, the oldest first."""
    found = [*to_sign.asked(actor, person), *_surveys(actor, person)]
    if certified(person, "switch", clock.now()):
        found += _steps(actor)
    if person.pool == Pool.SITE:
        found += _sheets(actor, person)
    return to_sign.unsigned(person, found)


def signed_lately(person: Person) -> list[Signature]:
    """What this person signed last, the newest first."""
    return list(Signature.objects.filter(person=person).order_by("-at", "-id")[:MOST])


def _surveys(actor: Actor, person: Person) -> Iterator[ToSign]:
    """The newest version of each order's survey that this person led."""
    rows = Survey.objects.seen_by(actor).filter(withdrawn_at__isnull=True)
    newest: dict[object, Survey] = {}
    for each in open_ones(rows.select_related("order__site", "leader")):
        if each.order_id not in newest or newest[each.order_id].version < each.version:
            newest[each.order_id] = each
    for each in newest.values():
        if each.leader_id == person.pk:
            name = f"v{each.version}"
            yield ToSign(each, "survey_leader", name, each.order, each.at, named=True)


def _steps(actor: Actor) -> Iterator[ToSign]:
    rows = EnergiseStep.objects.seen_by(actor).filter(
        started_at__isnull=True, opened_at__isnull=True
    )
    for each in open_ones(rows.select_related("order__site")):
        name = f"{each.place} {each.name}"
        yield ToSign(each, "guard", name, each.order, None, named=False)


def _sheets(actor: Actor, person: Person) -> Iterator[ToSign]:
    """Whoever stays on the site is the one who is asked there."""
    stays = person.stays.filter(ended_at__isnull=True).values_list("site", flat=True)
    here = set(stays)
    rows = Connection.objects.seen_by(actor).exclude(do_not="")
    for each in open_ones(rows.select_related("order__site")):
        named = each.order.site_id in here
        yield ToSign(each, "receiver", each.order.number, each.order, None, named)
