"""Second proofs are added, used up, removed and reset through the door; all is told."""

from __future__ import annotations

import pyotp
import pytest

from greenlane.core import clock, guard, passkeys, second
from greenlane.core.actors import CLI, TOKEN
from greenlane.core.door import perform
from greenlane.core.models import Account, Event, Factor, RecoveryCode
from greenlane.core.refusals import NotAllowed, NotFound, Refused, Stale
from greenlane.core.tests.secrets_kept import everything_kept
from greenlane.core.tests.soft_key import SoftKey

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(steps: int = 0) -> str:
    now = int(clock.wall().timestamp()) // second.STEP
    return pyotp.TOTP(SECRET).generate_otp(now + steps)


def with_app(cast, who="liu"):
    account = cast.accounts[who].pk
    ask = {
        "password": f"pass-{who}",
        "offer": second.offer(account, SECRET),
        "name": "手机",
        "code": code(-1),
    }
    return cast.do("core.add_totp", ask, by=who).facts["factor"]


def with_passkey(cast, who="liu"):
    key, account = SoftKey(), cast.accounts[who]
    asked, state = passkeys.ask_for_new(account, "testserver")
    ask = {
        "password": f"pass-{who}",
        "name": "钥匙",
        "state": state,
        "answer": key.make(asked),
    }
    return key, cast.do("core.add_passkey", ask, by=who).facts["factor"]


def prove(cast, state, answer, *, by="liu"):
    ask = {"state": state, "answer": answer}
    return cast.do("core.prove_second", ask, by=by)


def told():
    return list(Event.objects.order_by("seq").values_list("name", flat=True))


def test_a_code_opens_once(cast):
    with_app(cast)
    assert (
        cast.do("core.prove_second", {"code": code()}, by="liu").facts["how"] == "totp"
    )
    with pytest.raises(NotAllowed, match="code-wrong"):
        cast.do("core.prove_second", {"code": code()}, by="liu")
    assert told() == ["core.factor_added", "core.second_proved"]


def test_the_code_of_the_enrolment_opens_nothing_afterwards(cast):
    with_app(cast)
    with pytest.raises(NotAllowed, match="code-wrong"):
        cast.do("core.prove_second", {"code": code(-1)}, by="liu")


def test_the_secret_stands_nowhere_in_plain_words(cast):
    with_app(cast)
    cast.do("core.prove_second", {"code": code()}, by="liu")
    assert SECRET not in everything_kept()
    assert SECRET not in Factor.objects.get().secret


@pytest.mark.parametrize("wrong", ["password", "code", "offer", "another"])
def test_no_app_is_added_without_all_that_proves_it(cast, wrong):
    mine = cast.accounts["ma" if wrong == "another" else "liu"].pk
    ask = {
        "password": "no" if wrong == "password" else "pass-liu",
        "offer": "forged" if wrong == "offer" else second.offer(mine, SECRET),
        "name": "手机",
        "code": "000000" if wrong == "code" else code(),
    }
    with pytest.raises(Refused):
        cast.do("core.add_totp", ask, by="liu")
    assert not Factor.objects.exists()


def test_one_app_is_enough(cast):
    with_app(cast)
    with pytest.raises(Refused, match="app-held-already"):
        with_app(cast)


def test_five_wrong_codes_and_the_person_waits(cast):
    with_app(cast)
    for _each in range(5):
        with pytest.raises(NotAllowed, match="code-wrong"):
            cast.do("core.prove_second", {"code": "000000"}, by="liu")
    with pytest.raises(NotAllowed, match="code-paused"):
        cast.do("core.prove_second", {"code": code()}, by="liu")


def test_a_passkey_signs_this_question_at_this_address(cast):
    key, _factor = with_passkey(cast)
    account = cast.accounts["liu"].pk
    asked, state = passkeys.ask_for_one(account, "testserver")
    ask = {"state": state, "answer": key.sign(asked)}
    assert cast.do("core.prove_second", ask, by="liu").facts["how"] == "passkey"
    with pytest.raises(NotAllowed, match="passkey-copied"):
        cast.do("core.prove_second", ask, by="liu")
    other, _state = passkeys.ask_for_one(account, "testserver")
    with pytest.raises(NotAllowed, match="passkey-wrong"):
        cast.do(
            "core.prove_second", {"state": state, "answer": key.sign(other)}, by="liu"
        )
    key.origin = "https://testserver.example.org"
    with pytest.raises(NotAllowed, match="passkey-wrong"):
        cast.do(
            "core.prove_second", {"state": state, "answer": key.sign(asked)}, by="liu"
        )


def test_a_question_to_somebody_else_is_none(cast):
    key, _factor = with_passkey(cast)
    with_app(cast, "ma")
    asked, state = passkeys.ask_for_one(cast.accounts["liu"].pk, "testserver")
    with pytest.raises(Stale, match="offer-expired"):
        cast.do(
            "core.prove_second", {"state": state, "answer": key.sign(asked)}, by="ma"
        )


def test_codes_on_paper_open_once_and_the_old_ones_never(cast):
    with_app(cast)
    account = cast.accounts["liu"].pk

    def draw():
        drawn = second.draw_codes()
        digests = " ".join(second.digest(account, each) for each in drawn)
        ask = {"password": "pass-liu", "digests": digests}
        assert cast.do("core.draw_codes", ask, by="liu").facts["count"] == 10
        return drawn

    old, new = draw(), draw()
    with pytest.raises(NotAllowed, match="code-wrong"):
        cast.do("core.prove_second", {"code": old[0]}, by="liu")
    done = cast.do("core.prove_second", {"code": new[0].lower()}, by="liu")
    assert done.facts == {"how": "paper", "left": 9}
    with pytest.raises(NotAllowed, match="code-wrong"):
        cast.do("core.prove_second", {"code": new[0]}, by="liu")
    assert not set(new) & set(everything_kept().split("'"))
    assert RecoveryCode.objects.filter(used_at__isnull=False).count() == 1


def test_an_administrator_keeps_one_once_there_is_one(cast):
    factor = with_app(cast, "yan")
    with pytest.raises(NotAllowed, match="administrators-keep-a-second"):
        cast.do(
            "core.remove_factor", {"password": "pass-yan", "factor": factor}, by="yan"
        )
    with_passkey(cast, "yan")
    cast.do("core.remove_factor", {"password": "pass-yan", "factor": factor}, by="yan")


def test_nobody_removes_anothers(cast):
    factor = with_app(cast)
    ask = {"password": "pass-ma", "factor": factor}
    with pytest.raises(NotFound):
        cast.do("core.remove_factor", ask, by="ma")
    cast.do("core.remove_factor", {"password": "pass-liu", "factor": factor}, by="liu")
    assert not second.has_one(cast.accounts["liu"].pk)


def test_whoever_lets_people_in_takes_lost_ones_off_and_not_the_own(cast):
    with_app(cast)
    with_app(cast, "yan")
    ask = {"account": "liu", "why": "手机丢了"}
    with pytest.raises(NotAllowed, match="role-missing"):
        cast.do("core.reset_factors", ask, by="root")
    cast.do("core.reset_factors", ask, by="yan")
    assert not second.has_one(cast.accounts["liu"].pk)
    with pytest.raises(NotAllowed, match="not-ones-own-proofs"):
        cast.do("core.reset_factors", {**ask, "account": "yan"}, by="yan")
    assert told()[-1] == "core.factors_reset"


@pytest.mark.parametrize("via", [TOKEN, CLI])
def test_no_machine_proves_anything(cast, via):
    with_app(cast)
    with pytest.raises(NotAllowed):
        perform("core.prove_second", {"code": code()}, by=cast.actor("liu", via=via))


def test_every_change_ends_the_logins_of_before(cast):
    was = Account.objects.get(username="liu").get_session_auth_hash()
    with_app(cast)
    assert Account.objects.get(username="liu").get_session_auth_hash() != was


def test_a_factor_goes_round_no_door(cast):
    with pytest.raises(guard.WriteOutsideTheDoor):
        Factor.objects.create(
            unit=cast.unit, account=cast.accounts["liu"], kind="totp", name="x",
            secret="x", added_at=clock.now(),
        )  # fmt: skip


def test_the_house_alone_notes_wrong_logins(cast):
    ask = {"account": "liu", "count": 10}
    with pytest.raises(NotAllowed, match="the-house-alone-notes"):
        cast.do("core.note_failed_logins", ask, by="yan")
