"""An account is added; its password is nowhere but in its hash."""

import pytest

from greenlane.core import memory
from greenlane.core.ids import uuid7
from greenlane.core.models import Account, Event
from greenlane.core.refusals import Malformed, NotAllowed, Refused
from greenlane.core.tests.secrets_kept import everything_kept

SECRET = "correct-horse-77"
NEW = {"username": "lin", "name": "林芳", "password": SECRET}


def test_an_account_is_added_and_its_password_fits(cast):
    cast.do("core.add_account", NEW, by="yan")
    account = Account.objects.get(username="lin")
    assert account.unit == cast.unit
    assert account.check_password(SECRET)
    assert account.language == ""


def test_no_receipt_event_or_refusal_knows_the_password(cast):
    cast.do("core.add_account", NEW, by="yan")
    with pytest.raises(Refused, match="login-name-used"):
        cast.do("core.add_account", NEW, by="yan")
    account = Account.objects.get(username="lin")
    assert SECRET not in everything_kept()
    assert account.password not in everything_kept()


def test_a_retry_with_the_same_id_adds_one_account(cast):
    key = uuid7()
    cast.do("core.add_account", NEW, by="yan", id=key)
    assert cast.do("core.add_account", NEW, by="yan", id=key).replayed


def test_a_short_password_is_refused(cast):
    with pytest.raises(Malformed) as refused:
        cast.do("core.add_account", {**NEW, "password": "short"}, by="yan")
    assert [each.field for each in refused.value.errors] == ["password"]


def test_the_system_administrator_adds_no_account(cast):
    with pytest.raises(NotAllowed, match="role-missing"):
        cast.do("core.add_account", NEW, by="root")


def test_the_journal_says_the_name_of_an_account_and_not_its_number(cast):
    cast.do("core.add_account", NEW, by="yan")
    newest = Event.objects.filter(name="core.account_added").order_by("-seq")[:1]
    [told] = memory.told(newest)
    assert "林芳" in told["sentence"]
    assert not any(sign.isdecimal() for sign in told["sentence"])
