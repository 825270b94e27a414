"""A team has a leader, who is one of its people."""

import pytest

from greenlane.core.refusals import NotAllowed, NotFound, Refused
from greenlane.workforce.models import Team


def ask(cast, *members, **more):
    return {
        "name_zh": "配电一班",
        "name_en": "Crew one",
        "leader": cast.id("liu"),
        "members": [{"person": cast.id(who)} for who in members],
        **more,
    }


def names(team):
    return sorted(str(each.account) for each in team.members.all())


def test_a_team_is_formed_and_its_leader_is_in_it_once(cast):
    cast.do("workforce.add_team", ask(cast, "zhou", "liu", "xu", "xu"), by="root")
    team = Team.objects.get()
    people = {each.staff_number for each in team.members.all()}
    assert (team.leader, people) == (cast.people["liu"], {"liu", "zhou", "xu"})


def test_a_lent_hand_may_be_in_it(cast):
    cast.do("workforce.add_team", ask(cast, "foreign_leader"), by="root")
    assert Team.objects.get().members.count() == 2


def test_a_name_is_used_once(cast):
    cast.do("workforce.add_team", ask(cast), by="root")
    with pytest.raises(Refused, match="team-name-used"):
        cast.do("workforce.add_team", ask(cast, "xu"), by="root")


def test_nobody_is_none_at_all(cast):
    nobody = [{"person": str(cast.site.pk)}]
    with pytest.raises(NotFound):
        cast.do("workforce.add_team", ask(cast, members=nobody), by="root")


def test_crew_forms_no_team(cast):
    with pytest.raises(NotAllowed):
        cast.do("workforce.add_team", ask(cast), by="zhou")
