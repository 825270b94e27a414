"""A challenge is good for one person, one device, one act, one state and one minute."""

import time

import pytest
from django.core import signing

from greenlane.core import clock, proof
from greenlane.core.command import commands
from greenlane.core.door import perform
from greenlane.core.refusals import NotAllowed, Stale
from greenlane.work.models import StopWork
from tests import stages
from tests.cast import PIN

VERB = "work.lift_stop"


@pytest.fixture
def stop(cast):
    return raised(cast)


def raised(cast):
    data = {"site": str(cast.site.pk), "reason": "smoke"}
    done = cast.do("work.stop_work", data, by="zhou")
    return str(done.facts["stop"])


def asked(cast, stop, *, by="zheng"):
    """What the person is asked, over the stop as it stands."""
    actor = cast.actor(by)
    with clock.of(cast.unit.scene()):
        return proof.challenge(commands()[VERB], {"stop": stop}, by=actor)


def lift(cast, stop, challenge, *, by="zheng", pin=PIN):
    data = {"stop": stop, "cause": "a cable drum", "challenge": challenge, "pin": pin}
    return perform(VERB, data, by=cast.actor(by))


def test_the_own_answer_within_the_minute_releases(cast, stop):
    assert lift(cast, stop, asked(cast, stop)).code == "stop-lifted"


def test_another_persons_challenge_is_none(cast, stop):
    with pytest.raises(NotAllowed, match="challenge-wrong"):
        lift(cast, stop, asked(cast, stop, by="yan"))


def test_a_challenge_over_one_row_releases_no_other(cast, stop):
    other = raised(cast)
    with pytest.raises(Stale, match="changed-since-shown"):
        lift(cast, other, asked(cast, stop))
    assert StopWork.objects.filter(lifted_at=None).count() == 2


def test_what_has_moved_since_it_was_shown_must_be_looked_at_again(cast):
    ticket = stages.ready(cast, stages.order(cast))
    data = {"ticket": str(ticket.pk), "channel": "site"}
    by = cast.actor("li")
    shown = {**data, **cast.proof("safety.permit", data, by=by)}
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    with pytest.raises(Stale, match="changed-since-shown"):
        perform("safety.permit", shown, by=by)


def test_a_challenge_older_than_a_minute_is_spent(cast, stop):
    class Earlier(signing.TimestampSigner):
        def timestamp(self):
            return signing.b62_encode(int(time.time()) - proof.SECONDS - 1)

    actor = cast.actor("zheng")
    state = proof.state_digest(commands()[VERB], {"stop": stop})
    content = [actor.account, actor.device, VERB, state]
    old = Earlier(salt="greenlane.release").sign_object(content)
    with pytest.raises(Stale, match="challenge-expired"):
        lift(cast, stop, old)


@pytest.mark.parametrize("forged", ["", "a", "a:b:c", "e30:1:2"])
def test_a_made_up_challenge_is_none(cast, stop, forged):
    with pytest.raises(Exception, match=r"bad-input|challenge-wrong"):
        lift(cast, stop, forged)


def test_five_wrong_pins_bring_a_pause_for_the_right_one_too(cast, stop):
    for _try in range(proof.TRIES):
        with pytest.raises(NotAllowed, match="pin-wrong"):
            lift(cast, stop, asked(cast, stop), pin="1111")
    with pytest.raises(NotAllowed, match="pin-paused"):
        lift(cast, stop, asked(cast, stop))
