"""A team is formed anew; what is named is all of it."""

import json

import pytest

from greenlane.core.models import Event
from greenlane.core.refusals import NotAllowed, Refused, Stale
from greenlane.workforce.models import Team
from greenlane.workforce.tests.test_add_team import ask


@pytest.fixture
def team(cast):
    cast.do("workforce.add_team", ask(cast, "zhou", "xu"), by="root")
    return Team.objects.get()


def change(cast, team, leader, *members, by="zhao", **more):
    people = [{"person": cast.id(who)} for who in members]
    data = {"team": str(team.pk), "leader": cast.id(leader), "members": people}
    return cast.do("workforce.change_team", data, by=by, **more)


def test_another_leader_and_other_people(cast, team):
    change(cast, team, "ma", "zhou", "he")
    team.refresh_from_db()
    people = {each.staff_number for each in team.members.all()}
    assert (team.leader, people) == (cast.people["ma"], {"ma", "zhou", "he"})
    told = json.loads(Event.objects.last().canonical)
    assert set(told["joined"]) == {cast.id("ma"), cast.id("he")}
    assert set(told["left"]) == {cast.id("liu"), cast.id("xu")}


def test_the_same_people_again_are_no_change(cast, team):
    with pytest.raises(Refused, match="nothing-to-change"):
        change(cast, team, "liu", "xu", "zhou")


def test_who_saw_the_old_team_looks_again(cast, team):
    change(cast, team, "liu", "xu")
    with pytest.raises(Stale):
        change(cast, team, "liu", "zhou", seen={cast.unit.pk: 1})


def test_crew_changes_no_team(cast, team):
    with pytest.raises(NotAllowed):
        change(cast, team, "zhou", by="zhou")
