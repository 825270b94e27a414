"""A password is changed by its person alone; other logins with the old one end."""

import pytest
from django.test import Client

from greenlane.core.models import Account
from greenlane.core.refusals import Malformed, NotAllowed
from greenlane.core.tests.secrets_kept import everything_kept

NEW = "a-much-longer-one"
ASK = {"password": "pass-liu", "new_password": NEW, "again": NEW}


def test_the_new_password_fits_and_the_old_one_does_not(cast):
    cast.do("core.set_password", ASK, by="liu")
    account = Account.objects.get(username="liu")
    assert account.check_password(NEW)
    assert not account.check_password("pass-liu")


def test_nothing_that_is_kept_knows_it(cast):
    cast.do("core.set_password", ASK, by="liu")
    kept = everything_kept()
    assert NEW not in kept
    assert "pass-liu" not in kept


def test_whoever_else_was_logged_in_with_the_old_one_is_out(cast):
    other = Client()
    other.force_login(cast.accounts["liu"])
    assert other.get("/api/v1/orders").status_code == 200
    cast.do("core.set_password", ASK, by="liu")
    assert other.get("/api/v1/orders").status_code == 401


def test_a_wrong_old_password_changes_nothing(cast):
    with pytest.raises(NotAllowed, match="password-wrong"):
        cast.do("core.set_password", {**ASK, "password": "no"}, by="liu")
    assert Account.objects.get(username="liu").check_password("pass-liu")


@pytest.mark.parametrize(
    ("other", "field"),
    [({"new_password": "short"}, "new_password"), ({"again": "another-one"}, "again")],
)
def test_a_short_or_mistyped_one_is_refused(cast, other, field):
    with pytest.raises(Malformed) as refused:
        cast.do("core.set_password", {**ASK, **other}, by="liu")
    assert field in [each.field for each in refused.value.errors]
