"""Notices: no webhook is switched off, and nothing waits for hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from greenlane.cli.checks.finding import Check, warning, well
from greenlane.core import clock
from greenlane.notices.models import Delivery, Outcome, Webhook

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


CHECKS = (webhooks, waiting)
