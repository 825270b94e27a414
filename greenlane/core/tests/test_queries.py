"""Who reads the house sees the own units and those below, never a neighbour's."""

from greenlane.core import queries
from greenlane.core.tests.test_issue_token import ask


def test_units_and_accounts_of_others_are_not_seen(cast):
    actor = cast.actor("root")
    assert [unit.code for unit in queries.units(actor)] == ["BY"]
    seen = {each.username: each for each in queries.accounts(actor)}
    assert "stranger" not in seen
    assert [grant.role for grant in seen["liu"].open_grants] == ["leader"]


def test_a_revoked_token_is_on_no_list(cast):
    token = cast.do("core.issue_token", ask(), by="yan").facts["token"]
    assert [each.name for each in queries.tokens(cast.actor("yan"))] == ["call centre"]
    cast.do("core.revoke_token", {"token": token}, by="yan")
    assert not queries.tokens(cast.actor("yan"))
    assert not queries.tokens(cast.actor("stranger"))
