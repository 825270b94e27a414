"""Somebody leaves: what the person could do ends in one act; what was done stays."""

import pytest

from greenlane.core import clock
from greenlane.core.models import Account
from greenlane.core.refusals import NotAllowed, NotFound, Refused
from greenlane.workforce.models import Person, Team, TeamMember
from greenlane.workforce.queries import certified


def leave(cast, who, *, by="yan"):
    return cast.do("workforce.leave", {"person": cast.id(who)}, by=by)


def team(cast, leader, *members):
    rows = [{"person": cast.id(each)} for each in members]
    about = {"name_zh": "电缆班", "leader": cast.id(leader), "members": rows}
    return cast.do("workforce.add_team", about, by="root").facts["team"]


def test_roles_teams_and_certificates_end_together(cast):
    key = team(cast, "liu", "zhou")
    done = leave(cast, "liu")
    assert done.facts == {"roles": 1, "tokens": 0, "teams": 1}
    assert not Account.objects.get(username="liu").is_active
    assert not cast.actor("liu").grants
    assert Team.objects.get(pk=key).leader is None
    assert TeamMember.objects.get(team=key).person == cast.people["zhou"]
    person = Person.objects.get(pk=cast.id("liu"))
    assert not certified(person, "leader", clock.now())
    with pytest.raises(Refused, match="person-left-already"):
        leave(cast, "liu")
    card = {"person": cast.id("liu"), "skill": "leader", "number": "N-1"}
    days = {"issued_at": "2020-01-01T00:00+08:00", "expires_at": "2060-01-01T00:00Z"}
    with pytest.raises(Refused, match="person-left"):
        cast.do("workforce.add_certificate", {**card, **days}, by="root")


def test_who_comes_back_is_certified_again_and_holds_no_role(cast):
    with pytest.raises(Refused, match="person-is-here"):
        cast.do("workforce.come_back", {"person": cast.id("liu")}, by="yan")
    leave(cast, "liu")
    cast.do("workforce.come_back", {"person": cast.id("liu")}, by="yan")
    person = Person.objects.get(pk=cast.id("liu"))
    assert certified(person, "leader", clock.now())
    assert Account.objects.get(username="liu").is_active
    assert not cast.actor("liu").grants


def test_only_whoever_lets_people_in_lets_them_out(cast):
    with pytest.raises(NotAllowed):
        leave(cast, "liu", by="root")
    with pytest.raises(NotFound):
        leave(cast, "stranger")
    with pytest.raises(NotAllowed, match="not-out-by-oneself"):
        leave(cast, "yan")


def test_a_role_held_above_is_ended_above(cast):
    from greenlane.core.bootstrap import first_account

    keeper = {"username": "above", "name": "上级", "password": "x" * 12}
    first_account(cast.city, **keeper, roles=("security_administrator",))
    cast.accounts["above"] = Account.objects.get(username="above")
    role = {"account": "liu", "role": "leader", "unit": "ZMD"}
    cast.do("core.grant_role", role, by="above")
    with pytest.raises(NotAllowed, match="role-held-elsewhere"):
        leave(cast, "liu")
    assert cast.actor("liu").grants
    assert leave(cast, "liu", by="above").facts["roles"] == 2
