"""How the sending goes is said by the doctor, the figures and the command line."""

from __future__ import annotations

import threading
from types import SimpleNamespace

from greenlane.api import gauges
from greenlane.cli import follow as cli_follow
from greenlane.cli.checks import notices as checks
from greenlane.core import clock, guard
from greenlane.notices import sender
from greenlane.notices.models import Webhook
from greenlane.notices.tests.stage import added, later, queued
from tests import supply_stages


def levels(check):
    return [each.level for each in check()]


def test_the_doctor_says_what_is_off_and_what_waits_for_long(cast, to):
    hook = added(cast, to, "order", by="chen")
    supply_stages.requested(cast)
    queued()
    assert levels(checks.webhooks) == levels(checks.waiting) == ["ok"]
    later(hours=2)
    assert levels(checks.waiting) == ["warning"]
    with guard.lifted():
        Webhook.objects.filter(pk=hook.pk).update(off_at=clock.wall())
    assert levels(checks.webhooks) == ["warning", "ok"]


def test_the_figures_count_by_outcome(cast, to):
    added(cast, to, "order", by="chen")
    supply_stages.requested(cast)
    queued()
    gauges.refresh()
    assert gauges.NOTICES.labels("waiting")._value.get() == 1
    sender.turn()
    gauges.refresh()
    assert gauges.NOTICES.labels("waiting")._value.get() == 0
    assert gauges.NOTICES.labels("sent")._value.get() == 1


def test_once_reads_and_sends_what_is_there(cast, to):
    added(cast, to, "order", by="chen")
    supply_stages.requested(cast)
    cli_follow.run(SimpleNamespace(once=True))
    assert len(to.got) == 1


def test_several_hands_send_each_notice_once(live_cast, to, monkeypatch):
    monkeypatch.setattr(sender, "IDLE_SECONDS", 0.02)
    for name in ("chen", "liu", "wang"):
        added(live_cast, to, "order", by=name)
    supply_stages.requested(live_cast)
    assert queued() == 3
    stop = threading.Event()
    hands = sender.run(stop)
    for _look in range(200):
        if len(to.got) == 3:
            break
        stop.wait(0.02)
    stop.wait(0.1)
    stop.set()
    for each in hands:
        each.join(5)
    assert len({headers["X-Greenlane-Id"] for headers, _body in to.got}) == 3
    assert len(to.got) == 3
