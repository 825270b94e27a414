"""Who may switch, earth and prove: certified and fit at this moment, never alone."""

from __future__ import annotations

from datetime import datetime

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.refusals import Refused
from greenlane.workforce.models import Person
from greenlane.workforce.queries import certified, person_of

# Kind of evidence → the skill of whoever proves it. Who was told or briefed: nobody's.
PROVES = {
    "proved_dead": "switch",
    "dead_test": "test",
    "acceptance": "inspect",
    "user_side_open": "inspect",
    "live_conditions": "switch",
    "area_closed": "test",
    "live_check": "test",
    "interlock": "switch",
    "rotation": "switch",
}


def must_switch(operator: Person, guard: Person, *, at: datetime) -> None:
    """Refused guard-is-the-operator, switching-not-certified, person-unfit.

    Lock both people first: a certificate is revoked, and a person reported unfit,
    under the person.
    """
    if operator.pk == guard.pk:
        raise Refused("guard-is-the-operator", next_step="call-a-second-person")
    for person in (operator, guard):
        must_be_switcher(person, at=at)


def must_be_switcher(person: Person, *, at: datetime) -> None:
    """The same for one of them: switching-not-certified, person-unfit."""
    _must_hold(person, "switch", code="switching-not-certified", at=at)


def must_dispatch(person: Person, *, at: datetime) -> None:
    """Whoever orders switching: dispatching-not-certified, person-unfit."""
    _must_hold(person, "dispatch", code="dispatching-not-certified", at=at)


def _must_hold(person: Person, skill: str, *, code: str, at: datetime) -> None:
    who = str(person.pk)
    if not certified(person, skill, at):
        step = "workforce.add_certificate"
        raise Refused(code, next_step=step, person=who)
    if person.unfit_since is not None:
        raise Refused("person-unfit", person=who)


def switcher(by: Actor) -> Person | None:
    """Whoever asks, if he may switch now: for restrictions, which refuse nobody."""
    if not by.may("switch"):
        return None
    try:
        person = person_of(by)
        must_be_switcher(person, at=clock.now())
    except Refused:
        return None
    return person


def must_prove(kind: str, person: Person, *, at: datetime) -> None:
    """Refused proof-not-certified, person-unfit: a record that opens a gate is made by
    somebody whose certificate is valid now. One that did not pass, anybody may make.
    """
    skill = PROVES.get(kind)
    if skill is None:
        return
    who = str(person.pk)
    if not certified(person, skill, at):
        step = "workforce.add_certificate"
        raise Refused("proof-not-certified", next_step=step, person=who, skill=skill)
    if person.unfit_since is not None:
        raise Refused("person-unfit", person=who)
