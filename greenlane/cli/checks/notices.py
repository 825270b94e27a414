"""Notices: no channel is off, nothing waits for hours, and the sender gives a sign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from greenlane.cli.checks.finding import Check, warning, well
from greenlane.core import clock
from greenlane.notices.models import Delivery, Outcome, Webhook
from greenlane.notices.undelivered import sender_silent

LONG = timedelta(hours=1)


def webhooks() -> Iterator[Check]:
    standing = Webhook.objects.filter(removed_at=None)
    for row in standing.exclude(off_at=None).select_related("account"):
        told = {"name": row.name, "host": row.host, "account": row.account.username}
        says = _("%(name)s (%(host)s) of %(account)s was switched off") % told
        mend = _("Nobody answered there for a day: test it on /own/notices.")
        yield warning("webhooks", says, mend)
    count = standing.filter(off_at=None).count()
    yield well("webhooks", _("%(count)s webhooks are on") % {"count": count})


def waiting() -> Iterator[Check]:
    rows = Delivery.objects.filter(outcome=Outcome.WAITING)
    late = rows.filter(queued_at__lt=clock.wall() - LONG)
    if count := late.count():
        hosts = sorted(set(late.values_list("webhook__host", flat=True)))
        says = _("%(count)s notices have waited for an hour: %(hosts)s")
        mend = _("Look at the receivers, and whether the follower runs.")
        told = {"count": count, "hosts": ", ".join(hosts[:5])}
        yield warning("notices", says % told, mend)
    else:
        yield well("notices", _("%(count)s notices wait") % {"count": rows.count()})


def sender() -> Iterator[Check]:
    """A silent sender is missed where there is something to send to."""
    silent, last = sender_silent()
    if not silent or not Webhook.objects.filter(removed_at=None).exists():
        yield well("sender", _("the sender gives a sign, or has nothing to send"))
        return
    since = f"{last:%Y-%m-%d %H:%M} UTC" if last else "–"
    says = _("the sender was not heard of since %(time)s") % {"time": since}
    yield warning("sender", says, _("Look whether the follower runs."))


CHECKS = (webhooks, waiting, sender)
