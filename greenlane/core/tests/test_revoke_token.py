"""A revoked key opens nothing."""

import pytest

from greenlane.core.actors import actor_for_token
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.core.tests.test_issue_token import SECRET, ask


def test_a_revoked_token_opens_nothing(cast):
    token = cast.do("core.issue_token", ask(), by="yan").facts["token"]
    assert actor_for_token(SECRET)
    cast.do("core.revoke_token", {"token": token}, by="yan")
    assert actor_for_token(SECRET) is None
    with pytest.raises(Refused, match="token-revoked-already"):
        cast.do("core.revoke_token", {"token": token}, by="yan")


def test_a_dispatcher_revokes_no_token(cast):
    token = cast.do("core.issue_token", ask(), by="yan").facts["token"]
    with pytest.raises(NotAllowed):
        cast.do("core.revoke_token", {"token": token}, by="zhao")
