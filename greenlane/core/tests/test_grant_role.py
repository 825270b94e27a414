"""Roles are given by somebody else, and the three administrators stay three people."""

import pytest

from greenlane.core.models import Grant
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused


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
