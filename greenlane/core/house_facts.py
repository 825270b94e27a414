"""What happened in the house itself: units, accounts, roles, tokens, clocks, packs.

Units and accounts have numbers, not keys: names know them as ("unit", 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.actors import role_label
from greenlane.core.facts import Names
from greenlane.core.keeping import ClaimLeftOpen, NothingChanged
from greenlane.core.mending import TextMended
from greenlane.core.texts import said_as


def _named(names: Names, kind: str, number: int) -> Any:
    """The name of a unit or account, or its number where nobody gave a name."""
    return names.get((kind, number), number)


@dataclass(frozen=True)
class UnitAdded:
    """A unit has its place in the tree, and a stream of its own."""

    NAME: ClassVar[str] = "core.unit_added"
    V: ClassVar[int] = 1
    unit: int
    code: str
    drill: bool

    def sentence(self, names: Names) -> str:
        if self.drill:
            return _("The drill unit %(code)s was added") % {"code": self.code}
        return _("The unit %(code)s was added") % {"code": self.code}


@dataclass(frozen=True)
class AccountAdded:
    """Somebody may log in from now on."""

    NAME: ClassVar[str] = "core.account_added"
    V: ClassVar[int] = 1
    account: int

    def sentence(self, names: Names) -> str:
        account = _named(names, "account", self.account)
        return _("The account %(account)s was added") % {"account": account}


@dataclass(frozen=True)
class RoleGranted:
    """An account holds a role in a unit, and in every unit below."""

    NAME: ClassVar[str] = "core.role_granted"
    V: ClassVar[int] = 1
    account: int
    unit: int
    role: str

    def sentence(self, names: Names) -> str:
        return _("%(account)s was given the role %(role)s in %(unit)s") % {
            "account": _named(names, "account", self.account),
            "role": role_label(self.role),
            "unit": _named(names, "unit", self.unit),
        }


@dataclass(frozen=True)
class RoleRevoked:
    """An account holds a role no longer."""

    NAME: ClassVar[str] = "core.role_revoked"
    V: ClassVar[int] = 1
    account: int
    unit: int
    role: str

    def sentence(self, names: Names) -> str:
        return _("%(account)s lost the role %(role)s in %(unit)s") % {
            "account": _named(names, "account", self.account),
            "role": role_label(self.role),
            "unit": _named(names, "unit", self.unit),
        }


@dataclass(frozen=True)
class PinSet:
    """Somebody chose a new PIN. What it is, nobody knows but that person."""

    NAME: ClassVar[str] = "core.pin_set"
    V: ClassVar[int] = 1
    account: int

    def sentence(self, names: Names) -> str:
        account = _named(names, "account", self.account)
        return _("%(account)s set a new PIN") % {"account": account}


@dataclass(frozen=True)
class PasswordSet:
    """Somebody chose a new password; older logins with it have ended."""

    NAME: ClassVar[str] = "core.password_set"
    V: ClassVar[int] = 1
    account: int

    def sentence(self, names: Names) -> str:
        account = _named(names, "account", self.account)
        return _("%(account)s set a new password") % {"account": account}


@dataclass(frozen=True)
class PasswordReset:
    """An administrator gave a password that is good once; all logins have ended."""

    NAME: ClassVar[str] = "core.password_reset"
    V: ClassVar[int] = 1
    account: int

    def sentence(self, names: Names) -> str:
        account = _named(names, "account", self.account)
        return _("%(account)s was given a password for once") % {"account": account}


@dataclass(frozen=True)
class TokenIssued:
    """A machine may act for an account, within scopes, until a day."""

    NAME: ClassVar[str] = "core.token_issued"
    V: ClassVar[int] = 1
    token: UUID
    account: int
    scopes: str

    def sentence(self, names: Names) -> str:
        return _("A token for %(account)s was issued, for: %(scopes)s") % {
            "account": _named(names, "account", self.account),
            "scopes": said_as("kind", self.scopes),
        }


@dataclass(frozen=True)
class TokenRevoked:
    """A machine's key opens nothing any more."""

    NAME: ClassVar[str] = "core.token_revoked"
    V: ClassVar[int] = 1
    token: UUID
    account: int

    def sentence(self, names: Names) -> str:
        account = _named(names, "account", self.account)
        return _("A token for %(account)s was revoked") % {"account": account}


@dataclass(frozen=True)
class ClockSet:
    """A drill clock was set. `start` is ISO 8601; speed 60 is a minute a second."""

    NAME: ClassVar[str] = "core.clock_set"
    V: ClassVar[int] = 1
    start: str
    speed: float

    def sentence(self, names: Names) -> str:
        return _("The drill clock was set to %(start)s, at speed %(speed)s") % {
            "start": self.start,
            "speed": f"{self.speed:g}",
        }


@dataclass(frozen=True)
class PackPinned:
    """New orders of the unit run on this rule pack; running orders keep their own."""

    NAME: ClassVar[str] = "core.pack_pinned"
    V: ClassVar[int] = 1
    pack: str
    version: str
    digest: str

    def sentence(self, names: Names) -> str:
        return _("New orders run on the rule pack %(pack)s %(version)s") % {
            "pack": self.pack,
            "version": self.version,
        }


@dataclass(frozen=True)
class HolidaySet:
    """A day is worked or rested on, against the country's calendar."""

    NAME: ClassVar[str] = "core.holiday_set"
    V: ClassVar[int] = 1
    day: str
    works: bool

    def sentence(self, names: Names) -> str:
        if self.works:
            return _("%(day)s is a working day") % {"day": self.day}
        return _("%(day)s is a day of rest") % {"day": self.day}


@dataclass(frozen=True)
class ClaimSettled:
    """Somebody decided what becomes of a late message."""

    NAME: ClassVar[str] = "core.claim_settled"
    V: ClassVar[int] = 1
    claim: UUID
    command: str
    taken: bool

    def sentence(self, names: Names) -> str:
        if self.taken:
            text = _("The late message (%(command)s) was taken over by hand")
        else:
            text = _("The late message (%(command)s) was dropped, with a reason")
        return text % {"command": said_as("command", self.command)}


FACTS: tuple[type, ...] = (
    ClaimLeftOpen,
    NothingChanged,
    TextMended,
    UnitAdded,
    AccountAdded,
    RoleGranted,
    RoleRevoked,
    PinSet,
    PasswordSet,
    PasswordReset,
    TokenIssued,
    TokenRevoked,
    ClockSet,
    PackPinned,
    HolidaySet,
    ClaimSettled,
)
