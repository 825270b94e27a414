"""Where each crew was known to be last, and when: a check-in, a check-out, a stint.

Nobody is followed. What somebody signed at a place is all that is known, it is as old
as it is, and it is never told as if it were now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.board.map.thing import Thing
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.places.datum import Place
from greenlane.places.models import Site
from greenlane.work.models import Head
from greenlane.workforce.models import Presence, Team, TeamMember

MOST = 400  # crews, by name
FRESH, OLD = timedelta(minutes=30), timedelta(hours=2)
GONE = timedelta(hours=24)  # what is older is in the list alone
AGES = {
    "fresh": gettext_lazy("known lately"),
    "older": gettext_lazy("known a while ago"),
    "old": gettext_lazy("known long ago"),
}
_HOW = {
    "here": gettext_lazy("checked in at %(site)s"),
    "left": gettext_lazy("left %(site)s"),
    "work": gettext_lazy("began work at %(site)s"),
    "done": gettext_lazy("ended work at %(site)s"),
}


@dataclass(frozen=True)
class Sign:
    """Somebody was at a site then; `how` is a key of _HOW."""

    at: datetime
    how: str
    site: UUID
    name: str
    unit: str  # its path


def crews_of(actor: Actor, where: Mapping[UUID, Place | None]) -> list[Thing]:
    """The crews that this reader sees, at `where` sites he sees. Four queries."""
    rows = Team.objects.seen_by(actor).select_related("depot").order_by("name_zh", "pk")
    teams, now = list(rows[:MOST]), clock.now()
    members = _members(teams)
    signs = _signs({each for people in members.values() for each in people}, now=now)
    found = []
    for team in teams:
        mine = [signs[each] for each in members[team.pk] if each in signs]
        found.append(_crew(actor, team, mine, where, now=now))
    return found


def _crew(
    actor: Actor,
    team: Team,
    signs: Iterable[Sign],
    where: Mapping[UUID, Place | None],
    *,
    now: datetime,
) -> Thing:
    """The newest sign of any of them. A place of another unit is not told."""
    last = max(signs, key=lambda sign: sign.at, default=None)
    if last is None:
        says = _("No place is known of the last day.")
        if team.depot:
            says = _("No place is known of the last day; it starts from %(depot)s.") % {
                "depot": team.depot
            }
        return _thing(team, None, "", says, None)
    age = age_of(last.at, now)
    if last.site not in where or not actor.sees(last.unit):
        return _thing(team, None, age, _("with another unit"), last.at)
    says = str(_HOW[last.how]) % {"site": last.name}
    return _thing(team, where[last.site], age, says, last.at)


def age_of(at: datetime, now: datetime) -> str:
    if now - at <= FRESH:
        return "fresh"
    return "older" if now - at <= OLD else "old"


def _thing(
    team: Team, place: Place | None, age: str, says: str, at: datetime | None
) -> Thing:
    return Thing(
        "crew",
        str(team.pk),
        str(team),
        place,
        team.unit_id,
        state=age,
        word=str(AGES[age]) if age else "",
        says=says,
        url=reverse("board:teams") + f"?q={team.name_zh}",
        at=at,
    )


def _members(teams: Iterable[Team]) -> dict[UUID, set[UUID]]:
    found = {team.pk: {team.leader_id} if team.leader_id else set() for team in teams}
    rows = TeamMember.objects.filter(team__in=found)
    for team, person in rows.values_list("team", "person"):
        found[team].add(person)
    return found


def _signs(people: set[UUID], *, now: datetime) -> dict[UUID, Sign]:
    """Person → the newest sign of the last day. Two queries."""
    found: dict[UUID, Sign] = {}
    for person, sign in (*_stays(people, now - GONE), *_work(people, now - GONE)):
        if sign.at <= now and (person not in found or found[person].at < sign.at):
            found[person] = sign
    return found


def _stays(people: set[UUID], since: datetime) -> Iterable[tuple[UUID, Sign]]:
    lately = Q(happened_at__gte=since) | Q(ended_at__gte=since)
    rows = Presence.objects.current().filter(lately, person__in=people)
    for row in rows.select_related("site__unit"):
        how, at = ("left", row.ended_at) if row.ended_at else ("here", row.happened_at)
        yield row.person_id, _sign(at, how, row.site)


def _work(people: set[UUID], since: datetime) -> Iterable[tuple[UUID, Sign]]:
    lately = Q(joined_at__gte=since) | Q(left_at__gte=since)
    rows = Head.objects.filter(
        lately, person__in=people, stint__corrected_by=None, stint__field=True
    )
    for row in rows.select_related("stint__task__order__site__unit"):
        how, at = ("done", row.left_at) if row.left_at else ("work", row.joined_at)
        yield row.person_id, _sign(at, how, row.stint.task.order.site)


def _sign(at: datetime, how: str, site: Site) -> Sign:
    return Sign(at, how, site.pk, str(site), site.unit.path)
