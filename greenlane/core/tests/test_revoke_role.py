"""A role is taken back at once; the last keeper of roles stays."""

import pytest

from greenlane.core.models import Grant
from greenlane.core.refusals import NotFound, Refused


def _grant(cast, username):
    grant = Grant.objects.get(account=cast.accounts[username], revoked_at=None)
    return str(grant.pk)


def test_a_role_taken_back_gives_nothing(cast):
    cast.do("core.revoke_role", {"grant": _grant(cast, "liu")}, by="yan")
    assert not cast.actor("liu").may("lead")


def test_a_role_is_taken_back_once(cast):
    grant = _grant(cast, "liu")
    cast.do("core.revoke_role", {"grant": grant}, by="yan")
    with pytest.raises(Refused, match="role-revoked-already"):
        cast.do("core.revoke_role", {"grant": grant}, by="yan")


def test_the_last_security_administrator_stays(cast):
    with pytest.raises(Refused, match="last-security-administrator"):
        cast.do("core.revoke_role", {"grant": _grant(cast, "yan")}, by="yan")


def test_with_a_second_one_the_first_may_go(cast):
    second = {"account": "zhou", "role": "security_administrator"}
    cast.do("core.grant_role", second, by="yan")
    cast.do("core.revoke_role", {"grant": _grant(cast, "yan")}, by="yan")
    assert not cast.actor("yan").may("secure")


def test_a_foreign_role_is_none_at_all(cast):
    with pytest.raises(NotFound):
        cast.do("core.revoke_role", {"grant": _grant(cast, "stranger")}, by="yan")
