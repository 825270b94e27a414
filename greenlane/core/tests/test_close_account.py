"""An account is shut whole: roles, keys and logins end together, and at once."""

import pytest
from django.test import Client

from greenlane.core.actors import actor_for_token
from greenlane.core.models import Account, Grant
from greenlane.core.refusals import NotAllowed, NotFound, Refused
from greenlane.core.tests.test_issue_token import SECRET, ask


def test_a_closed_account_opens_nothing(cast):
    inside = Client()
    inside.force_login(cast.accounts["wang"])
    assert inside.get("/").status_code == 200
    cast.do("core.issue_token", ask(account="wang"), by="yan")
    done = cast.do("core.close_account", {"account": "wang"}, by="yan")
    assert done.facts == {"roles": 1, "tokens": 1}
    assert inside.get("/").status_code == 302
    assert actor_for_token(SECRET) is None
    assert not cast.actor("wang").grants
    assert not inside.login(username="wang", password="pass-wang")
    with pytest.raises(Refused, match="account-closed-already"):
        cast.do("core.close_account", {"account": "wang"}, by="yan")


def test_opened_again_it_holds_no_role(cast):
    with pytest.raises(Refused, match="account-open-already"):
        cast.do("core.reopen_account", {"account": "liu"}, by="yan")
    cast.do("core.close_account", {"account": "liu"}, by="yan")
    cast.do("core.reopen_account", {"account": "liu"}, by="yan")
    assert Account.objects.get(username="liu").is_active
    assert not cast.actor("liu").grants


def test_nobody_shuts_himself_out_and_one_keeper_stays(cast):
    with pytest.raises(NotAllowed, match="not-out-by-oneself"):
        cast.do("core.close_account", {"account": "yan"}, by="yan")
    with pytest.raises(NotAllowed):
        cast.do("core.close_account", {"account": "liu"}, by="root")
    with pytest.raises(NotFound):
        cast.do("core.close_account", {"account": "stranger"}, by="yan")
    # A second keeper who is shut out leaves the first.
    second = {"account": "zhou", "role": "security_administrator"}
    cast.do("core.grant_role", second, by="yan")
    cast.do("core.close_account", {"account": "yan"}, by="zhou")
    assert (
        Grant.objects.filter(
            role="security_administrator", revoked_at=None, unit=cast.unit
        )
        .get()
        .account
        == cast.accounts["zhou"]
    )
