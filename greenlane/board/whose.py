"""Whose turn it is: who is named, who is at work, and the reader's own task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from greenlane.board.verbs import Verb
from greenlane.core.actors import Actor, role_label
from greenlane.core.kept import kept
from greenlane.core.prepared import prepared
from greenlane.core.texts import said_as
from greenlane.work.models import Stint, Task
from greenlane.work.naming import PERSON, ROLE, called
from greenlane.workforce.models import Person
from greenlane.workforce.queries import certified


@dataclass(frozen=True)
class Next:
    """The verb, why it is the next one, whether it is this reader's, else whose."""

    verb: Verb
    why: str
    mine: bool
    who: tuple[str, ...]


def reader(actor: Actor) -> Person | None:
    """The person who looks; a login without one has no task of its own."""
    if actor.account is None:
        return None
    account = actor.account
    found = kept("reader", account, lambda: tuple(_persons(account)))
    return found[0] if found else None


@prepared
def _persons(account: int) -> QuerySet[Person]:
    return Person.objects.filter(account=account).order_by("pk")[:1]


def of_holder(
    found: Verb, why: str, holder: str, *, me: Person | None, actor: Actor
) -> Next:
    """It is asked of the one whom a gate names. Nobody signs for another."""
    if holder.startswith(PERSON):
        mine = me is not None and holder == f"{PERSON}{me.pk}"
        return Next(found, why, found.mine and mine, (called([holder])[holder],))
    role = holder.removeprefix(ROLE)
    if holder.startswith(ROLE) and found.anyone:
        mine = any(role == held for _path, held in actor.grants)
        return Next(found, why, mine, (role_label(role),))
    return Next(found, why, found.mine, found.who)


def of_people(
    found: Verb, why: str, people: Sequence[Person], *, me: Person | None
) -> Next:
    """It is for one of these to do, where anybody is named at all."""
    if not people:
        return Next(found, why, found.mine, found.who)
    names = tuple(dict.fromkeys(map(str, people)))
    return Next(found, why, found.mine and me in people, names)


def of_guard(
    found: Verb, why: str, task: Task, *, me: Person | None, at: datetime
) -> Next:
    """A second operator, never the one who leads the switching."""
    leads = {each.leader_id for each in task.stints.all() if each.ended_at is None}
    mine = me is not None and me.pk not in leads and certified(me, "switch", at)
    return Next(found, why, mine, (said_as("role", "guard"),))


def of_those_at_work(found: Verb, why: str, stint: Stint, actor: Actor) -> Next:
    """Work is ended by those who are at it."""
    inside = stint.heads.filter(left_at__isnull=True, person__account=actor.account)
    mine = actor.account is not None and inside.exists()
    return Next(found, why, mine, (str(stint.leader),))


def own_task(
    tasks: Sequence[Task], first: str | None, me: Person | None
) -> Task | None:
    """What the reader is at, or is to do and can; `first` before the others."""
    if me is None:
        return None
    over = {task.key for task in tasks if task.finished_at or task.dropped_at}
    known = {task.key for task in tasks}
    undone = [task for task in tasks if task.key not in over]
    undone.sort(key=lambda task: task.key != first)
    for asks in (_leads, _assigned):
        for task in undone:
            if asks(task, me) and set(task.list_of("after")) & known <= over:
                return task
    return None


def _leads(task: Task, me: Person) -> bool:
    return any(each.leader_id == me.pk for each in task.stints.all())


def _assigned(task: Task, me: Person) -> bool:
    rows = task.assignments.all()
    return any(each.person_id == me.pk and each.ended_at is None for each in rows)
