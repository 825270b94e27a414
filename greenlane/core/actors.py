"""The one who acts: an account, the units and roles it holds, the way it came in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from greenlane.core import clock
from greenlane.core.kept import kept
from greenlane.core.models import Account, Grant, Token, TokenUse, Unit
from greenlane.core.prepared import prepared

WEB, TOKEN, CLI, SYSTEM = "web", "token", "cli", "system"
LINK = "link"  # to one order, without an account of one's own
EMERGENCY_ROLE = "duty_officer"  # what a sealed account is while it is open
PASSWORD_DUE, SECOND_DUE = "password-due", "second-proof-due"
# What a person has to do before any role is held → the verb that does it.
DUE = {PASSWORD_DUE: "core.set_password", SECOND_DUE: "core.add_totp"}


@dataclass(frozen=True)
class Actor:
    """`grants` are (unit path, role). `via` decides what may be reached at all.

    `only` is the one order that a link opens. `due`: no role is held until the person
    has done this (`DUE`): another one gave the password, or a second proof is wanted.
    `proof_by`: the day by which it is wanted.
    """

    account: int | None
    unit: int
    grants: tuple[tuple[str, str], ...]
    via: str = WEB
    scopes: frozenset[str] = field(default_factory=frozenset)
    device: str = ""
    language: str = ""
    only: UUID | None = None
    due: str = ""
    proof_by: datetime | None = None
    withheld: tuple[tuple[str, str], ...] = ()  # until the second proof is there
    held: tuple[Held, ...] = field(default=(), compare=False, repr=False)  # in full

    def paths(self, need: str = "") -> tuple[str, ...]:
        """The tops of what this actor sees; or of where some role gives this need."""
        able = {role for role, given in roles().items() if not need or need in given}
        return tuple({path for path, role in self.grants if not need or role in able})

    @property
    def sight(self) -> tuple[frozenset[str], UUID | None]:
        """All that decides which rows are seen: what is kept for many bears it."""
        return frozenset(self.paths()), self.only

    def sees(self, unit_path: str) -> bool:
        """Whether the unit lies in or below one that this actor holds a role in."""
        return any(unit_path.startswith(path) for path in self.paths())

    def to_restrict(self) -> Actor:
        """Whoever stops work sees what there is to stop, whatever he still owes."""
        return replace(self, grants=self.withheld, due="") if self.withheld else self

    def may(self, need: str, unit_path: str | None = None) -> bool:
        """Whether some role gives this need, here (or anywhere, without a path)."""
        return any(
            need in roles().get(role, frozenset())
            and (unit_path is None or unit_path.startswith(path))
            for path, role in self.grants
        )

    def needs(self) -> frozenset[str]:
        """Every need that some role gives somewhere: what a menu may offer."""
        given = (roles().get(role, frozenset()) for _path, role in self.grants)
        return frozenset().union(*given)


@cache
def roles() -> dict[str, frozenset[str]]:
    """Role → the needs it gives, from the composition root."""
    return dict(import_module(settings.GREENLANE_ROLES).ROLES)


def apart() -> frozenset[str]:
    """The roles of which nobody holds two, from the composition root."""
    return frozenset(import_module(settings.GREENLANE_ROLES).APART)


def role_label(role: str) -> str:
    """The role in the reader's language; its code where it has no label."""
    return str(import_module(settings.GREENLANE_ROLES).LABELS.get(role, role))


def actor_for(account: Account, *, via: str = WEB, device: str = "") -> Actor:
    """The actor behind a login."""
    mine: tuple[Held, ...] = ()
    if account.sealed:
        grants = _while_open(account)
    else:
        mine = held(account.pk)
        grants = tuple(each.grant for each in mine)
        if account.pin_shut:  # somebody else may sit in it: no office of the three
            grants = tuple(each for each in grants if each[1] not in apart())
    return Actor(
        account=account.pk,
        unit=account.unit_id,
        grants=grants,
        via=via,
        device=device,
        language=account.language,
        held=mine,
    )


@dataclass(frozen=True)
class Held:
    """A role that an account holds: (unit path, role), since when, under which pack."""

    grant: tuple[str, str]
    granted_at: datetime
    is_drill: bool
    pack: str  # the digest of the unit's rule pack, or nothing

    @classmethod
    def of(cls, row: Grant) -> Held:
        unit = row.unit
        pack = unit.pack.digest if unit.pack else ""
        return cls((unit.path, row.role), row.granted_at, unit.is_drill, pack)


def held(account: int) -> tuple[Held, ...]:
    """The roles of an account, by unit and role."""
    return kept("grants", account, lambda: _held(account))


def _held(account: int) -> tuple[Held, ...]:
    return tuple(
        Held((path, role), since, is_drill, pack or "")
        for path, role, since, is_drill, pack in _grants(account)
    )


@prepared
def _grants(account: int) -> QuerySet[Grant, tuple[Any, ...]]:
    rows = Grant.objects.filter(account=account, revoked_at__isnull=True)
    of_unit = ("unit__is_drill", "unit__pack__digest")
    found = rows.values_list("unit__path", "role", "granted_at", *of_unit)
    return found.order_by("unit__path", "role")


def _while_open(account: Account) -> tuple[tuple[str, str], ...]:
    """A sealed account is a duty officer of its unit as long as it is open."""
    rows = account.seals.filter(closed_at__isnull=True, ends_at__gt=clock.wall())
    paths = rows.values_list("unit__path", flat=True)
    return tuple((path, EMERGENCY_ROLE) for path in paths)


def actor_for_token(secret: str, *, device: str = "") -> Actor | None:
    """The actor behind a machine's key, or None when it is unknown, old or revoked."""
    digest = hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
    token = kept("token", digest, lambda: _token(digest))
    if token is None or token.expires_at <= clock.wall() or not token.account.is_active:
        return None
    _used(token)
    base = actor_for(token.account, via=TOKEN, device=device)
    home, top = token.account.unit, token.unit
    return Actor(
        account=base.account,
        unit=(home if home.path.startswith(top.path) else top).pk,
        grants=_within(base.grants, top.path),
        via=TOKEN,
        scopes=frozenset(token.scopes.split()),
        device=device,
        language=base.language,
    )


def _token(digest: str) -> Token | None:
    rows = Token.objects.select_related("account__unit", "unit", "use")
    return rows.filter(secret_sha256=digest, revoked_at__isnull=True).first()


def _used(token: Token) -> None:
    """Written once a day, by the wall's day."""
    today = clock.wall().date()
    use = getattr(token, "use", None)
    if use is None or use.day != today:
        token.use = TokenUse(token=token, day=today)
        TokenUse.objects.bulk_create(
            [TokenUse(token=token, day=today)],
            update_conflicts=True,
            unique_fields=["token"],
            update_fields=["day"],
        )


def _within(
    grants: tuple[tuple[str, str], ...], top: str
) -> tuple[tuple[str, str], ...]:
    """The same roles, held no higher than here."""
    below = {(path, role) for path, role in grants if path.startswith(top)}
    above = {(top, role) for path, role in grants if top.startswith(path)}
    return tuple(sorted(below | above))


def system(unit: Unit) -> Actor:
    """The house itself, in one unit: set-up and followers."""
    return Actor(
        account=None, unit=unit.pk, grants=((unit.path, "system"),), via=SYSTEM
    )
