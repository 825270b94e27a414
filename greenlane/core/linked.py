"""Links to one order: does this one open, as whom it comes in, what it is called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from greenlane.core import clock, codes
from greenlane.core.actors import LINK, Actor
from greenlane.core.models import Link, LinkUse
from greenlane.core.prepared import prepared

SEEN_EVERY = timedelta(minutes=2)


def good() -> QuerySet[Link]:
    """The links that open something now. Nothing ends them but this comparison."""
    rows = Link.objects.filter(closed_at__isnull=True, expires_at__gt=clock.wall())
    return rows.select_related("unit", "account", "opened_by")


def by_code(code: str) -> Link | None:
    """The link with this secret, if it is good."""
    return good().filter(secret_sha256=codes.digest(code)).first()


def by_key(key: UUID) -> Link | None:
    """The link with this key, if it is good."""
    return good().filter(pk=key).first()


def actor(link: Link) -> Actor:
    """No role anywhere: it sees its order, and stops and reports there."""
    return Actor(
        account=link.account_id, unit=link.unit_id, grants=(), via=LINK,
        only=link.subject,
    )  # fmt: skip


def used(link: Link) -> None:
    """Written down once in a while."""
    now = clock.wall()
    before = LinkUse.objects.filter(link=link).first()
    if before is None or before.used_at < now - SEEN_EVERY:
        LinkUse.objects.bulk_create(
            [LinkUse(link=link, used_at=now)],
            update_conflicts=True,
            unique_fields=["link"],
            update_fields=["used_at"],
        )


def called(link: Link) -> str:
    """As whom the journal names it."""
    said = {"name": link.name, "who": link.opened_by.name}
    return _("link of %(name)s, opened by %(who)s") % said


def names(accounts: Iterable[int | None]) -> dict[int, str]:
    """Account → what its link is called; those of people are not among them."""
    wanted = {each for each in accounts if each is not None}
    if not wanted:
        return {}
    rows = _links_of(tuple(sorted(wanted)))
    return {row.account_id: called(row) for row in rows}


@prepared
def _links_of(accounts: tuple[int, ...]) -> QuerySet[Link]:
    return Link.objects.filter(account__in=accounts).select_related("opened_by")
