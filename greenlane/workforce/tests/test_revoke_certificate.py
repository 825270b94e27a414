"""A certificate that should not count is revoked by whoever sees it."""

import pytest

from greenlane.core import clock
from greenlane.core.models import Event
from greenlane.core.refusals import GateHeld, NotFound
from greenlane.workforce.models import Certificate
from greenlane.workforce.queries import certified
from tests import stages


def ask(number):
    return {"certificate": str(Certificate.objects.get(number=number).pk)}


def test_a_revoked_certificate_opens_nothing(cast):
    liu, now = cast.people["liu"], clock.now()
    assert certified(liu, "leader", now)
    cast.do("workforce.revoke_certificate", ask("liu-leader"), by="zhou")
    assert not certified(liu, "leader", now)


def test_a_ticket_of_that_leader_is_not_permitted(cast):
    ticket = stages.ready(cast, stages.order(cast))
    cast.do("workforce.revoke_certificate", ask("liu-leader"), by="zhou")
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, ticket)
    assert [each.what for each in held.value.missing] == ["certificate-missing"]


def test_said_twice_it_is_told_once_and_never_refused(cast):
    for _again in range(2):
        cast.do("workforce.revoke_certificate", ask("liu-leader"), by="zheng")
    assert Event.objects.exclude(name="core.nothing_changed").count() == 1


def test_one_that_nobody_has_is_none_at_all(cast):
    with pytest.raises(NotFound):
        nobody = {"certificate": cast.id("liu")}
        cast.do("workforce.revoke_certificate", nobody, by="zheng")
