"""What of a connection waits for a signature: survey, step, and the handover sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from greenlane.connections.models import Connection, EnergiseStep, Survey
from greenlane.connections.to_sign import waiting_for
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.choices import Option
from greenlane.safety import sign_choices
from greenlane.safety.sign_choices import Waiting
from greenlane.workforce.models import Person, Pool
from greenlane.workforce.queries import certified


def waiting(actor: Actor, order: Any) -> Iterator[Option]:
    """The same as in safety, and what only this mission knows; of all without one."""
    person = Person.objects.filter(account=actor.account).first()
    if order is None:
        found = waiting_for(actor, person) if person else ()
        yield from ((each.query, each.said) for each in found)
        return
    yield from sign_choices.waiting(actor, order)
    if person is not None:
        yield from sign_choices.unsigned(person, _documents(order, person))


def _documents(order: Any, person: Person) -> Iterator[Waiting]:
    newest = Survey.objects.filter(order=order, withdrawn_at__isnull=True)
    for survey in newest.order_by("-version")[:1]:
        if survey.leader_id == person.pk:
            yield survey, "survey_leader", f"v{survey.version}"
    if certified(person, "switch", clock.now()):
        steps = EnergiseStep.objects.filter(
            order=order, started_at__isnull=True, opened_at__isnull=True
        )
        for step in steps.order_by("place"):
            yield step, "guard", f"{step.place} {step.name}"
    if person.pool == Pool.SITE:
        for sheet in Connection.objects.filter(order=order).exclude(do_not=""):
            yield sheet, "receiver", order.number
