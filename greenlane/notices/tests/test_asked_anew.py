"""Whoever was left out for one who is told nothing after all is asked anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.models import Account
from greenlane.notices import sender
from greenlane.notices.models import Delivery, Webhook
from greenlane.notices.tests.receiver import receiver
from greenlane.notices.tests.stage import queued, sent, told, watched
from greenlane.notices.tests.test_recipients import PASSED, stop, two_on_shift
from tests import stages


@pytest.fixture
def dead():
    """A receiver that answers 500 to everything."""
    with receiver() as found:
        found.status = 500
        yield found


def test_who_was_left_out_is_told_where_something_lesser_failed_first(cast, to, dead):
    """That nothing arrives at the first is found out with what was less urgent."""
    two_on_shift(cast, to, dead)
    hook = Webhook.objects.get(account__username="zhao")
    cast.do("notices.try_webhook", {"webhook": str(hook.pk)}, by="zhao")
    stop(cast, stages.order(cast))
    watched()
    queued()
    wang = Delivery.objects.filter(webhook__account__username="wang")
    lesser = Delivery.objects.filter(kind="test")
    assert lesser.count() == 1
    wait = clock.wall() + timedelta(hours=1)
    waits = Delivery.objects.exclude(pk__in=wang.values("pk"))
    waits.update(due_at=wait)
    while sender.turn():
        pass
    assert [each.answer for each in wang] == ["another-is-told"]
    lesser.update(due_at=clock.wall())
    sender.turn()
    waits.filter(outcome="waiting", tries=0).update(due_at=clock.wall())
    sent()
    assert [each["why"] for each in told(to)] == [PASSED]


@pytest.mark.parametrize("how", ["removed", "off", "not let in"])
def test_who_was_left_out_is_told_where_the_first_has_no_channel_any_more(
    cast, to, dead, how
):
    """He takes his channel away after he was counted on, before he was told."""
    two_on_shift(cast, to, dead)
    stop(cast, stages.order(cast))
    watched()
    queued()
    zhao = Delivery.objects.filter(webhook__account__username="zhao")
    zhao.update(due_at=clock.wall() + timedelta(hours=1))
    while sender.turn():
        pass
    hook = Webhook.objects.get(account__username="zhao")
    if how == "removed":
        cast.do("notices.remove_webhook", {"webhook": str(hook.pk)}, by="zhao")
    with guard.lifted():
        if how == "off":
            Webhook.objects.filter(pk=hook.pk).update(off_at=clock.wall())
        if how == "not let in":
            Account.objects.filter(pk=hook.account_id).update(is_active=False)
    zhao.update(due_at=clock.wall())
    sent()
    assert dead.got == []
    assert len(told(to)) == 1
