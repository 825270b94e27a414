"""Roles are given by somebody else, and the three administrators stay three people."""

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.models import Grant
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused
from greenlane.roles import APART, LABELS, ROLES


def test_a_granted_role_gives_its_needs(cast):
    assert not cast.actor("zhou").may("lead")
    cast.do("core.grant_role", {"account": "zhou", "role": "leader"}, by="yan")
    assert cast.actor("zhou").may("lead", cast.unit.path)


def test_nobody_gives_himself_a_role(cast):
    with pytest.raises(NotAllowed, match="no-role-for-oneself"):
        cast.do("core.grant_role", {"account": "yan", "role": "leader"}, by="yan")


def test_a_role_is_held_once(cast):
    with pytest.raises(Refused, match="role-held-already"):
        cast.do("core.grant_role", {"account": "liu", "role": "leader"}, by="yan")


def test_the_three_administrators_are_three_people(cast):
    ask = {"account": "root", "role": "auditor"}
    with pytest.raises(NotAllowed, match="administrators-stay-apart"):
        cast.do("core.grant_role", ask, by="yan")


def test_no_account_becomes_the_house_itself(cast):
    with pytest.raises(Malformed):
        cast.do("core.grant_role", {"account": "zhou", "role": "system"}, by="yan")


@pytest.mark.parametrize("ask", [{"account": "stranger"}, {"unit": "QS"}])
def test_a_foreign_account_or_unit_is_none_at_all(cast, ask):
    with pytest.raises(NotFound):
        cast.do(
            "core.grant_role", {"account": "zhou", "role": "leader", **ask}, by="yan"
        )
    assert Grant.objects.filter(account=cast.accounts["zhou"]).count() == 1


def pairs():
    return [(a, b) for a in sorted(APART) for b in sorted(APART) if a != b]


@pytest.mark.parametrize(("held", "asked"), pairs())
@pytest.mark.parametrize("held_at", ["city", "unit", "foreign"])
@pytest.mark.parametrize("asked_at", ["city", "unit", "foreign"])
def test_no_two_offices_meet_in_any_units(cast, held, asked, held_at, asked_at):
    """Above, below, beside: the office is the person's, not the unit's."""
    with guard.lifted():
        keeper, role = cast.accounts["ma"], "security_administrator"
        grant = {"granted_at": clock.now()}
        Grant.objects.create(account=keeper, unit=cast.city, role=role, **grant)
        at = getattr(cast, held_at)
        Grant.objects.create(account=cast.accounts["zhou"], unit=at, role=held, **grant)
    ask = {"account": "zhou", "role": asked, "unit": getattr(cast, asked_at).code}
    with pytest.raises(NotAllowed, match="administrators-stay-apart"):
        cast.do("core.grant_role", ask, by="ma")


def test_the_house_itself_keeps_the_offices_apart_too(cast):
    with pytest.raises(NotAllowed, match="administrators-stay-apart"):
        perform(
            "core.grant_role",
            {"account": "root", "role": "auditor"},
            by=system(cast.unit),
        )


def test_no_role_holds_two_offices_needs():
    offices = {"administer", "secure", "audit"}
    for role, needs in ROLES.items():
        assert role == "system" or len(needs & offices) < 2, role
    assert "system" not in LABELS, "nobody can be given it"


def test_an_account_with_a_key_becomes_no_administrator(cast):
    ask = {
        "account": "zhou",
        "name": "robot",
        "scopes": ["observe"],
        "expires_at": (clock.wall() + timedelta(days=1)).isoformat(),
        "secret_sha256": "ab" * 32,
    }
    token = cast.do("core.issue_token", ask, by="yan").facts["token"]
    office = {"account": "zhou", "role": "auditor"}
    with pytest.raises(Refused, match="administrator-has-keys"):
        cast.do("core.grant_role", office, by="yan")
    cast.do("core.revoke_token", {"token": token}, by="yan")
    cast.do("core.grant_role", office, by="yan")


@pytest.mark.parametrize("whose", ["root", "yan"])
def test_nobody_makes_a_key_of_another_office(cast, whose):
    ask = {
        "account": whose,
        "name": "robot",
        "scopes": ["desk"],
        "expires_at": (clock.wall() + timedelta(days=1)).isoformat(),
        "secret_sha256": "cd" * 32,
    }
    if whose == "yan":
        assert cast.do("core.issue_token", ask, by="yan")
        return
    with pytest.raises(NotAllowed, match="key-of-an-administrator"):
        cast.do("core.issue_token", ask, by="yan")
