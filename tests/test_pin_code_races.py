"""A code for a PIN, while another code, a new password or the same code comes by."""

from __future__ import annotations

from typing import Any

import pytest

from greenlane.core import codes
from greenlane.core.models import Account, Event
from greenlane.core.refusals import Refused
from tests.cast import Cast
from tests.test_a_stop_races_a_release import at_once

FIRST, KNOWN, PIN = "first-password", "yan knows this", "730519"
CODES = ("2345-ABCD-2345-EFGH", "7654-ZYXW-7654-ZYXW")
ROUNDS = 3


@pytest.fixture
def shut(live_cast: Cast) -> Cast:
    login = {"username": "xin", "name": "新队长", "password": FIRST}
    live_cast.do("core.add_account", login, by="yan")
    live_cast.accounts["xin"] = Account.objects.get(username="xin")
    sent = {"password": FIRST, "new_password": KNOWN, "again": KNOWN}
    live_cast.do("core.set_password", sent, by="xin")
    return live_cast


def hand(cast: Cast, code: str) -> None:
    ask = {"account": "xin", "code_sha256": codes.digest(code)}
    cast.do("core.allow_first_pin", ask, by="root")


def take(cast: Cast, code: str, own: str, done: list[str]) -> None:
    ask = {"password": KNOWN, "pin": PIN, "code": code}
    ask |= {"new_password": own, "again": own}
    try:
        cast.do("core.set_pin", ask, by="xin")
    except Refused as refused:
        done.append(refused.code)
    else:
        done.append("")


def account() -> Account:
    return Account.objects.get(username="xin")


def test_one_code_sets_one_pin(shut: Cast) -> None:
    hand(shut, CODES[0])
    done: list[str] = []
    at_once(
        *(lambda n=n: take(shut, CODES[0], f"own words {n}", done) for n in range(4))
    )
    assert sorted(done) == ["", *["password-wrong"] * 3]
    assert Event.objects.filter(name="core.pin_set").count() == 1


def test_of_two_codes_the_last_alone_is_good(shut: Cast) -> None:
    at_once(*(lambda code=code: hand(shut, code) for code in CODES))
    held = account().pin_code_sha256
    done: list[str] = []
    for code in sorted(CODES, key=lambda each: codes.digest(each) == held):
        take(shut, code, "own words here", done)
    assert done == ["pin-code-wrong", ""]


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_reset_beside_a_code_leaves_no_pin_that_two_know(
    shut: Cast, _round: Any
) -> None:
    hand(shut, CODES[0])
    done: list[str] = []
    reset = {"account": "xin", "password": "given by root"}
    at_once(
        lambda: take(shut, CODES[0], "own words here", done),
        lambda: shut.do("core.reset_password", reset, by="root"),
    )
    row = account()
    assert (row.pin, row.pin_shut, row.shut_by) == ("", True, "administer")
    assert (row.pin_code_sha256, row.pin_code_until) == ("", None)
    assert row.check_password("given by root")
    assert done[0] in {"", "password-wrong"}
