"""Who may switch: two people, each certified and fit at this moment."""

from __future__ import annotations

from datetime import datetime

from greenlane.core.refusals import Refused
from greenlane.workforce.models import Person
from greenlane.workforce.queries import certified


def must_switch(operator: Person, guard: Person, *, at: datetime) -> None:
    """Refused guard-is-the-operator, switching-not-certified, person-unfit.

    Lock both people first: a certificate is revoked, and a person reported unfit,
    under the person.
    """
    if operator.pk == guard.pk:
        raise Refused("guard-is-the-operator", next_step="call-a-second-person")
    for person in (operator, guard):
        who = str(person.pk)
        if not certified(person, "switch", at):
            step = "workforce.add_certificate"
            raise Refused("switching-not-certified", next_step=step, person=who)
        if person.unfit_since is not None:
            raise Refused("person-unfit", person=who)
