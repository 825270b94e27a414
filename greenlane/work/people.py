"""Who may be put to work on a task now: of the right pool, fit, certified, and free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from greenlane.core.refusals import Missing, Refused
from greenlane.work.models import Head, Task
from greenlane.work.rest import must_rest
from greenlane.workforce.models import Certificate, Person, Pool

ANY = "all"  # a task for every crew called asks for no particular skill


class PeopleNotReady(Refused):
    """Somebody may not do this work now; every person and reason is said at once."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            "people-not-ready",
            next_step=self.missing[0].next_step,
            missing=[each.as_dict() for each in self.missing],
        )


def must_be_ready(
    task: Task, people: Sequence[Person], *, leader: UUID | None, at: datetime
) -> None:
    """Raises PeopleNotReady. Lock the people first."""
    held = [*_barred(people), *_without_skill(task, people, leader, at)]
    held.extend(must_rest((each.pk for each in people), task.order, at=at))
    held.extend(_busy(people, at))
    if held:
        raise PeopleNotReady(held)


def must_be_able(task: Task, person: Person, *, role: str, at: datetime) -> None:
    """The same for a plan: whether the person is free is seen when work starts."""
    leader = person.pk if role == "leader" else None
    held = [*_barred([person]), *_without_skill(task, [person], leader, at)]
    held.extend(must_rest([person.pk], task.order, at=at))
    if held:
        raise PeopleNotReady(held)


def _missing(code: str, person: UUID, *, next_step: str, **facts: object) -> Missing:
    holder = f"person:{person}"
    facts = {"person": str(person), **facts}
    return Missing("", code, holder=holder, next_step=next_step, facts=facts)


def _barred(people: Sequence[Person]) -> list[Missing]:
    wrong = [
        _missing("person-not-field", each.pk, next_step="work.assign", pool=each.pool)
        for each in people
        if each.pool != Pool.FIELD
    ]
    unfit = [
        _missing("person-unfit", each.pk, next_step="work.assign")
        for each in people
        if each.unfit_since is not None
    ]
    left = [
        _missing("person-left", each.pk, next_step="work.assign")
        for each in people
        if each.left_at is not None
    ]
    return [*wrong, *unfit, *left]


def _without_skill(
    task: Task, people: Sequence[Person], leader: UUID | None, at: datetime
) -> list[Missing]:
    """A leader's certificate serves the one who leads; the others show the skill."""
    rows = Certificate.objects.filter(
        person__in=people, revoked_at__isnull=True, issued_at__lte=at, expires_at__gt=at
    )
    shown: dict[UUID, set[str]] = {}
    for person, skill in rows.values_list("person", "skill"):
        shown.setdefault(person, set()).add(skill)
    held = []
    for each in people:
        have = shown.get(each.pk, set())
        fits = {task.skill, "leader"} if each.pk == leader else {task.skill}
        if not have or (task.skill != ANY and not have & fits):
            held.append(
                _missing(
                    "person-not-certified",
                    each.pk,
                    next_step="workforce.add_certificate",
                    skill=task.skill,
                )
            )
    return held


def _busy(people: Sequence[Person], at: datetime) -> list[Missing]:
    """A person is in one stint at a time, also when it is told late."""
    told = Head.objects.filter(person__in=people, stint__corrected_by__isnull=True)
    rows = told.filter(Q(left_at__isnull=True) | Q(left_at__gt=at))
    return [
        _missing("person-at-work", person, next_step="work.end_stint", stint=str(stint))
        for person, stint in rows.values_list("person", "stint")
    ]
