"""What each crew of a unit did until now, out of the ledger's own rows.

A crew is called as the engine calls it (`crewkeys`): by its team, or by the person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from greenlane.core.models import Unit
from greenlane.work.attaching import BESIDE, with_label
from greenlane.work.ledger.crews import CrewPiece, TaskTimes, Turn, crew_time
from greenlane.work.models import Assignment, Handoff, Head, Order, Stint
from greenlane.work.story import stories_for
from greenlane.workforce import crewkeys
from greenlane.workforce.models import Person, Team, TeamMember

Told = tuple[Person, Turn]


@dataclass(frozen=True)
class Past:
    """Crew → its time, without a rest; the orders that the pieces name, by key."""

    pieces: Mapping[str, tuple[CrewPiece, ...]]
    orders: Mapping[UUID, Order]
    people: Mapping[str, Person]  # of crews that are one person


def crew_past(unit: Unit, start: datetime, now: datetime) -> Past:
    """Of whoever had anything to do in that time. Some twenty queries."""
    crews = crews_of_people(unit)
    turns: dict[str, list[Turn]] = defaultdict(list)
    people: dict[str, Person] = {}
    told = [*_worked(unit, start, now), *_given(unit, start, now)]
    for person, turn in told:
        key = crews.get(person.pk, crewkeys.of_person(person.pk))
        turns[key].append(turn)
        if crewkeys.is_person(key):
            people[key] = person
    orders = _orders({turn.order for _person, turn in told})
    stories = stories_for(orders)
    tasks = {key: TaskTimes(story) for key, story in stories.items()}
    return Past(
        {key: crew_time(mine, tasks, start, now) for key, mine in turns.items()},
        {order.pk: order for order in orders},
        people,
    )


def crews_of_people(unit: Unit) -> dict[UUID, str]:
    """Person → the smallest of the unit's teams that he or she is in. Two queries."""
    rows = TeamMember.objects.filter(team__unit=unit).order_by("team", "pk")
    members = list(rows.values_list("team", "person"))
    size = Counter(team for team, _person in members)
    found: dict[UUID, str] = {}
    for team, person in sorted(members, key=lambda each: size[each[0]]):
        found.setdefault(person, crewkeys.of_team(team))
    for team, leader in Team.objects.filter(unit=unit).values_list("pk", "leader"):
        if leader:
            found.setdefault(leader, crewkeys.of_team(team))
    return found


def _orders(keys: set[UUID]) -> Sequence[Order]:
    rows = Order.objects.filter(pk__in=keys).select_related(*BESIDE).order_by("pk")
    found = list(rows)
    with_label(found)
    return found


def _worked(unit: Unit, start: datetime, now: datetime) -> Iterator[Told]:
    """Heads while they were in it, and who led it for as long as it ran."""
    stints = Stint.objects.current().filter(
        _within("ended_at", start), unit=unit, happened_at__lt=now
    )
    for stint in stints.select_related("task", "leader"):
        yield stint.leader, _turn(stint.task, stint.happened_at, stint.ended_at, True)
    heads = Head.objects.filter(
        _within("left_at", start),
        unit=unit,
        joined_at__lt=now,
        stint__corrected_by=None,
    )
    for head in heads.select_related("stint__task", "person"):
        task, until = head.stint.task, head.left_at or head.stint.ended_at
        yield head.person, _turn(task, head.joined_at, until, True)


def _given(unit: Unit, start: datetime, now: datetime) -> Iterator[Told]:
    """Who was assigned, and to whom it was offered."""
    for model, who in ((Assignment, "person"), (Handoff, "taker")):
        rows: Any = model.objects.current()
        rows = rows.filter(_within("ended_at", start), unit=unit, happened_at__lt=now)
        for row in rows.select_related("task", who):
            turn = _turn(row.task, row.happened_at, row.ended_at, False)
            yield getattr(row, who), turn


def _within(field: str, start: datetime) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__gt": start})


def _turn(task: Any, start: datetime, end: datetime | None, worked: bool) -> Turn:
    return Turn(task.order_id, task.key, start, end, worked)
