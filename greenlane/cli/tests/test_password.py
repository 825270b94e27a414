"""Whoever stands at the machine gives anybody a password, good once."""

from greenlane.cli.tests.stage import run
from greenlane.core.models import Account, Event


def test_a_password_is_said_once_and_changed_at_the_next_login(cast, capsys):
    said = run(capsys, "password", "yan", "--json")
    assert said.code == 0
    account = Account.objects.get(username="yan")
    assert account.check_password(said.data["password"])
    assert account.once_until is not None
    names = [each.name for each in Event.objects.order_by("id")]
    assert names == ["core.password_reset", "core.pin_allowed"]
    own = "own words here"
    chosen = {"password": said.data["password"], "new_password": own, "again": own}
    cast.do("core.set_password", chosen, by="yan")
    last = "words of the last day"
    pin = {"password": own, "pin": "730519", "new_password": last, "again": last}
    cast.do("core.set_pin", {**pin, "code": said.data["pin_code"]}, by="yan")


def test_who_holds_no_office_goes_to_one_for_a_pin(cast, capsys):
    said = run(capsys, "password", "liu", "--json")
    assert "pin_code" not in said.data
    assert [each.name for each in Event.objects.all()] == ["core.password_reset"]


def test_what_cannot_be_says_why(cast, capsys):
    assert run(capsys, "password", "nobody").code == 2
    sealed = cast.do("core.seal_emergency", {"code_sha256": "ab" * 32}, by="yan")
    shut = run(capsys, "password", sealed.facts["account"], "--json")
    assert (shut.code, shut.data["code"]) == (1, "nobodys-account-has-no-password")
