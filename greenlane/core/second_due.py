"""Who must have a second proof at login, and from when: as the unit's rule pack says.

It names roles, and the days from the granting of one. Until they are over every page
reminds; afterwards only the page opens on which a second proof is added, while stopping
and reporting always work. A drill guards nothing: there nobody is asked. A pack that
was pinned before it could say so asks nobody either, until the unit pins a newer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import QuerySet

from greenlane.core import clock, second
from greenlane.core.actors import SECOND_DUE, Actor, Held, held
from greenlane.core.kept import kept
from greenlane.core.models import Account, Factor, Grant, PackVersion
from greenlane.core.packs import BadPack, Pack

ROLES, GRACE = "people.second_proof.roles", "people.second_proof.grace"


def asked(actor: Actor) -> Actor:
    """The same actor: reminded, or with the one page that is left to him."""
    if actor.account is None:
        return actor
    by = _first(each for each in actor.held if each.grant in actor.grants)
    if by is None or _has_one(actor.account):
        return actor
    if by > clock.wall():
        return replace(actor, proof_by=by)
    return replace(actor, grants=(), withheld=actor.grants, due=SECOND_DUE, proof_by=by)


def asks(account: int) -> bool:
    """Whether some role of this account asks for one."""
    return _first(held(account)) is not None


def lacking(grants: QuerySet[Grant]) -> dict[Account, datetime]:
    """Of those who hold these roles: who has none yet, and the day it takes effect."""
    proved = Factor.objects.filter(removed_at__isnull=True).values("account")
    open_ = grants.filter(revoked_at__isnull=True, account__is_active=True)
    rows = open_.exclude(account__in=proved).select_related("account", "unit__pack")
    found: dict[Account, datetime] = {}
    for row in rows.order_by("account__username"):
        if by := _first([Held.of(row)]):
            found[row.account] = min(by, found.get(row.account, by))
    return found


def says_nothing(version: PackVersion) -> bool:
    """A pack from before there was such a rule."""
    return _rule(version.digest) is None


def _first(grants: Iterable[Held]) -> datetime | None:
    return min(_days(grants), default=None)


def _days(grants: Iterable[Held]) -> Iterator[datetime]:
    for each in grants:
        if each.is_drill or not each.pack:
            continue
        roles, grace = _rule(each.pack) or (frozenset(), timedelta())
        if each.grant[1] in roles:
            yield each.granted_at + grace


def _has_one(account: int) -> bool:
    return kept("second", account, lambda: second.has_one(account))


@lru_cache(maxsize=64)
def _rule(digest: str) -> tuple[frozenset[str], timedelta] | None:
    """The version with this digest; it is never edited."""
    try:
        pack = Pack.from_text(PackVersion.objects.get(digest=digest).text)
    except BadPack:
        return None  # `greenlane doctor` says so; nobody is kept from stopping work
    if not {ROLES, GRACE} <= pack.values.keys():
        return None
    named = pack.value(ROLES).value
    roles = frozenset(map(str, named if isinstance(named, tuple) else (named,)))
    return roles, timedelta(days=float(pack.value(GRACE).number))
