"""A machine's key opens what its scopes say, and only its hash is ever here."""

import hashlib
from datetime import timedelta

import pytest

from greenlane.core import clock
from greenlane.core.actors import actor_for_token
from greenlane.core.door import perform
from greenlane.core.models import Token
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused

SECRET = "a-long-random-secret"


def ask(**more):
    later = clock.wall() + timedelta(days=30)
    return {
        "account": "wang",
        "name": "call centre",
        "scopes": ["desk", "observe"],
        "expires_at": later.isoformat(),
        "secret_sha256": hashlib.sha256(SECRET.encode()).hexdigest(),
        **more,
    }


def test_the_secret_opens_what_the_scopes_say(cast):
    cast.do("core.issue_token", ask(), by="yan")
    actor = actor_for_token(SECRET)
    site = {"code": "S1", "name_zh": "体育馆"}
    assert perform("places.add_site", site, by=actor).code == "site-added"
    with pytest.raises(NotAllowed, match="token-scope"):
        perform("workforce.report_unfit", {"person": cast.id("liu")}, by=actor)


def test_a_release_is_no_scope(cast):
    with pytest.raises(Malformed):
        cast.do("core.issue_token", ask(scopes=["release"]), by="yan")


def test_a_token_is_not_born_dead(cast):
    past = (clock.wall() - timedelta(minutes=1)).isoformat()
    with pytest.raises(Refused, match="token-born-dead"):
        cast.do("core.issue_token", ask(expires_at=past), by="yan")


def test_two_tokens_never_share_a_secret(cast):
    cast.do("core.issue_token", ask(), by="yan")
    with pytest.raises(Refused, match="token-secret-used"):
        cast.do("core.issue_token", ask(account="zhao"), by="yan")


def test_a_foreign_account_gets_no_token(cast):
    with pytest.raises(NotFound):
        cast.do("core.issue_token", ask(account="stranger"), by="yan")
    assert not Token.objects.exists()
