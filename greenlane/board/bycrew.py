"""The same board by crew: who is in it, where it is and at what, what is next, and how
long its people may still work.

A dozen queries, however many crews. Work-time is counted as the gates count it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from greenlane.board.verbs import Verb, verb
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import unit_of
from greenlane.dispatch.lines import lines_of_crew
from greenlane.dispatch.models import Line
from greenlane.work.models import Assignment, Head, Stint
from greenlane.work.rest import Duty, duties
from greenlane.workforce import crewkeys
from greenlane.workforce.models import Person, Team, TeamMember

MOST = 60  # crews of one page, by name
NEAR = timedelta(hours=2)  # so little work-time left is said
SOON = timedelta(hours=4)  # what begins later keeps nobody from being free
OVER_ALL = ("work", "late", "deck", "rest", "free")


@dataclass(frozen=True)
class Light:
    """The work-time of whoever of it has least left. `state`: good, near, over."""

    state: str
    who: Person | None
    worked: timedelta
    most: timedelta
    until: datetime | None  # they rest until then


@dataclass(frozen=True)
class AtWork:
    """A stint of theirs that runs, and how many of the crew are in it."""

    stint: Stint
    heads: int


@dataclass(frozen=True)
class CrewLane:
    """`state`: work, late (is to have left), deck, rest or free."""

    team: Team
    members: tuple[Person, ...]
    state: str
    at: tuple[AtWork, ...]
    next: Line | None
    told: bool  # somebody of the crew is assigned to what is next
    light: Light
    act: Verb | None


@dataclass(frozen=True)
class CrewList:
    crews: tuple[CrewLane, ...]
    more: int

    @property
    def foremost(self) -> str:
        """The number of the order that the first of them is at, or goes to."""
        at = (each.stint.task.order for crew in self.crews for each in crew.at)
        to = (crew.next.order for crew in self.crews if crew.next)
        return next((order.number for order in (*to, *at)), "")


def crew_list(actor: Actor) -> CrewList:
    """First who is to have left, then who works, is on deck, rests, is free."""
    rows = Team.objects.seen_by(actor).select_related("unit", "leader", "depot")
    teams = list(rows.order_by("name_zh", "pk")[: MOST + 1])
    shown, now = teams[:MOST], clock.now()
    members = _members(shown)
    everybody = {each.pk for people in members.values() for each in people}
    left = duties(everybody, unit_of(actor).pack, at=now)
    at, lines = _at_work(everybody), _lines(shown)
    told = _told([line.task_id for mine in lines.values() for line in mine])
    lanes = [
        _lane(
            team,
            members.get(team.pk, []),
            at,
            lines.get(crewkeys.of_team(team.pk), []),
            told,
            light_of(members.get(team.pk, []), left, now=now),
            actor,
            now=now,
        )
        for team in shown
    ]
    lanes.sort(key=lambda lane: OVER_ALL.index(lane.state))
    more = rows.count() - MOST if len(teams) > MOST else 0
    return CrewList(tuple(lanes), more)


def _members(teams: Sequence[Team]) -> dict[UUID, list[Person]]:
    """Team → its people who work here, the leader first. One query."""
    found: dict[UUID, list[Person]] = {
        team.pk: [team.leader] if team.leader else [] for team in teams
    }
    rows = TeamMember.objects.filter(team__in=found, person__left_at=None)
    for row in rows.select_related("person").order_by("person__name_zh", "pk"):
        if row.person not in found[row.team_id]:
            found[row.team_id].append(row.person)
    return found


def _at_work(people: Iterable[UUID]) -> dict[UUID, Stint]:
    """Person → the stint that he or she is in now. One query."""
    rows = Head.objects.filter(
        person__in=list(people), left_at=None, stint__corrected_by=None
    ).select_related("stint__task__order__site", "stint__task__order__unit")
    return {row.person_id: row.stint for row in rows}


def _lines(teams: Sequence[Team]) -> dict[str, list[Line]]:
    """Crew → what the plan has for it, by start. Two queries."""
    found: dict[str, list[Line]] = {}
    for line in lines_of_crew({crewkeys.of_team(team.pk) for team in teams}):
        for crew in line.crews.all():
            found.setdefault(crew.key, []).append(line)
    return found


def _told(tasks: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    """Task → who is assigned to it. One query."""
    rows = Assignment.objects.current().filter(task__in=tasks, ended_at=None)
    found: dict[UUID, set[UUID]] = {}
    for task, person in rows.values_list("task", "person"):
        found.setdefault(task, set()).add(person)
    return found


def _lane(
    team: Team,
    members: Sequence[Person],
    stints: Mapping[UUID, Stint],
    lines: Sequence[Line],
    told: Mapping[UUID, set[UUID]],
    light: Light,
    actor: Actor,
    *,
    now: datetime,
) -> CrewLane:
    at = tuple(_stints(members, stints))
    running = {each.stint.task_id for each in at}
    coming = (x for x in lines if not x.fixed and x.task_id not in running)
    line = next(coming, None)
    mine = {each.pk for each in members}
    is_told = line is not None and bool(told.get(line.task_id, set()) & mine)
    give = verb(line.order, "work.assign", actor, task=line.task_id) if line else None
    return CrewLane(
        team,
        tuple(members),
        _state(at, line, light, now=now),
        at,
        line,
        is_told,
        light,
        give if give and give.mine and not is_told else None,
    )


def _stints(
    members: Sequence[Person], stints: Mapping[UUID, Stint]
) -> Iterator[AtWork]:
    mine = [stints[each.pk] for each in members if each.pk in stints]
    by_key = {stint.pk: stint for stint in mine}
    for key, stint in by_key.items():
        yield AtWork(stint, sum(each.pk == key for each in mine))


def _state(
    at: Sequence[AtWork], line: Line | None, light: Light, *, now: datetime
) -> str:
    if at:
        return "work"
    if line is not None and (line.leave_at or line.start_at) <= now:
        return "late"
    if light.state == "over":
        return "rest"
    return "deck" if line is not None and line.start_at <= now + SOON else "free"


def light_of(
    people: Sequence[Person], left: Mapping[UUID, Duty], *, now: datetime
) -> Light:
    """Of the one who may work shortest."""
    known = [(left[each.pk], each) for each in people if each.pk in left]
    if not known:
        return Light("good", None, timedelta(), timedelta(), None)
    duty, who = min(known, key=lambda row: (-_rests(row[0], now), row[0].left))
    state = "over" if duty.free_from > now else "near" if duty.left <= NEAR else "good"
    until = duty.free_from if state == "over" else None
    return Light(state, who, duty.most - duty.left, duty.most, until)


def _rests(duty: Duty, now: datetime) -> bool:
    return duty.free_from > now
