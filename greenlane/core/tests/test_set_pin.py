"""A PIN is set by its person alone, and nobody else ever reads it."""

import pytest

from greenlane.core.actors import CLI
from greenlane.core.door import perform
from greenlane.core.models import Account
from greenlane.core.refusals import Malformed, NotAllowed
from greenlane.core.tests.secrets_kept import everything_kept

ASK = {"password": "pass-liu", "pin": "730519"}


def test_the_new_pin_fits_and_the_old_one_does_not(cast):
    cast.do("core.set_pin", ASK, by="liu")
    account = Account.objects.get(username="liu")
    assert account.check_pin("730519")
    assert not account.check_pin("2468")


def test_nothing_that_is_kept_knows_pin_or_password(cast):
    cast.do("core.set_pin", ASK, by="liu")
    with pytest.raises(NotAllowed):
        cast.do("core.set_pin", {**ASK, "password": "wrong-guess"}, by="liu")
    kept = everything_kept()
    assert "730519" not in kept
    assert "pass-liu" not in kept
    assert "wrong-guess" not in kept


def test_a_wrong_password_sets_nothing_and_five_of_them_make_a_pause(cast):
    for _ in range(5):
        with pytest.raises(NotAllowed, match="password-wrong"):
            cast.do("core.set_pin", {**ASK, "password": "no"}, by="liu")
    with pytest.raises(NotAllowed, match="password-paused"):
        cast.do("core.set_pin", ASK, by="liu")
    assert Account.objects.get(username="liu").check_pin("2468")


@pytest.mark.parametrize("pin", ["1111", "1234", "9876", "12", "12a4"])
def test_an_easy_or_odd_pin_is_refused(cast, pin):
    with pytest.raises(Malformed) as refused:
        cast.do("core.set_pin", {**ASK, "pin": pin}, by="liu")
    assert [each.field for each in refused.value.errors] == ["pin"]


def test_the_command_line_sets_no_pin(cast):
    with pytest.raises(NotAllowed, match="pin-needs-its-person"):
        perform("core.set_pin", ASK, by=cast.actor("liu", via=CLI))
