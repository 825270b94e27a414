"""A forgotten password is given anew, and opens no other office."""

import pytest
from django.test import Client

from greenlane.core.models import Account, Event
from greenlane.core.refusals import NotAllowed, NotFound, Refused

NEW = "a-new-first-password"


def reset(cast, who, *, by="yan"):
    asked = {"account": who, "password": NEW}
    return cast.do("core.reset_password", asked, by=by)


def test_the_old_password_the_old_logins_and_the_pin_are_gone(cast):
    inside = Client()
    inside.force_login(cast.accounts["liu"])
    reset(cast, "liu")
    account = Account.objects.get(username="liu")
    assert account.check_password(NEW)
    assert not account.check_pin("2468")
    assert inside.get("/").status_code == 302
    told = Event.objects.order_by("-id").first()
    assert (told.name, NEW in told.canonical) == ("core.password_reset", False)


def test_nobody_comes_by_another_office_this_way(cast):
    with pytest.raises(NotAllowed, match="password-of-an-administrator"):
        reset(cast, "root")
    with pytest.raises(NotAllowed, match="not-ones-own-password"):
        reset(cast, "yan")
    with pytest.raises(NotAllowed):
        reset(cast, "liu", by="root")
    with pytest.raises(NotFound):
        reset(cast, "stranger")
    cast.do("core.close_account", {"account": "liu"}, by="yan")
    with pytest.raises(Refused, match="account-closed-already"):
        reset(cast, "liu")
