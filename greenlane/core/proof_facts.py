"""What happened to the proofs by which people come in: added, removed, used, reset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.core.facts import Names

KINDS: dict[str, Promise] = {
    "totp": gettext_lazy("app with codes"),
    "passkey": gettext_lazy("passkey"),
    "paper": gettext_lazy("code on paper"),
}


def _who(names: Names, account: int) -> object:
    return names.get(("account", account), account)


@dataclass(frozen=True)
class FactorAdded:
    """Somebody comes in with a second proof from now on."""

    NAME: ClassVar[str] = "core.factor_added"
    V: ClassVar[int] = 1
    account: int
    factor: UUID
    kind: str

    def sentence(self, names: Names) -> str:
        said = {"account": _who(names, self.account), "kind": KINDS[self.kind]}
        return _("%(account)s added a second proof: %(kind)s") % said


@dataclass(frozen=True)
class FactorRemoved:
    """A second proof proves nothing any more."""

    NAME: ClassVar[str] = "core.factor_removed"
    V: ClassVar[int] = 1
    account: int
    factor: UUID
    kind: str

    def sentence(self, names: Names) -> str:
        said = {"account": _who(names, self.account), "kind": KINDS[self.kind]}
        return _("%(account)s removed a second proof: %(kind)s") % said


@dataclass(frozen=True)
class FactorsReset:
    """Somebody else took off all second proofs: the password alone opens now."""

    NAME: ClassVar[str] = "core.factors_reset"
    V: ClassVar[int] = 1
    account: int
    count: int

    def sentence(self, names: Names) -> str:
        said = {"account": _who(names, self.account), "count": self.count}
        return _("All second proofs of %(account)s were taken off (%(count)s)") % said


@dataclass(frozen=True)
class PinAllowed:
    """A second office handed over a code: a new PIN may be set after a reset."""

    NAME: ClassVar[str] = "core.pin_allowed"
    V: ClassVar[int] = 1
    account: int

    def sentence(self, names: Names) -> str:
        account = names.get(("account", self.account), self.account)
        return _("%(account)s was handed a code to set a PIN") % {"account": account}


@dataclass(frozen=True)
class CodesDrawn:
    """New codes on paper; those from before open nothing."""

    NAME: ClassVar[str] = "core.codes_drawn"
    V: ClassVar[int] = 1
    account: int
    count: int

    def sentence(self, names: Names) -> str:
        said = {"account": _who(names, self.account), "count": self.count}
        return _("%(account)s drew %(count)s codes for paper") % said


@dataclass(frozen=True)
class SecondProved:
    """Somebody came in with a second proof; `left` codes on paper are still good."""

    NAME: ClassVar[str] = "core.second_proved"
    V: ClassVar[int] = 1
    account: int
    how: str
    left: int

    def sentence(self, names: Names) -> str:
        said = {"account": _who(names, self.account), "how": KINDS[self.how]}
        if self.how == "paper":
            text = _("%(account)s came in with a code on paper; %(left)s are left")
            return text % {**said, "left": self.left}
        return _("%(account)s came in with a second proof: %(how)s") % said


@dataclass(frozen=True)
class LoginsFailed:
    """Somebody tried this account's password wrongly, again and again."""

    NAME: ClassVar[str] = "core.logins_failed"
    V: ClassVar[int] = 1
    account: int
    count: int

    def sentence(self, names: Names) -> str:
        said = {"account": _who(names, self.account), "count": self.count}
        return _("%(count)s wrong logins as %(account)s within a short time") % said


@dataclass(frozen=True)
class EmergencySealed:
    """A unit's emergency account has a new code; the one before opens nothing."""

    NAME: ClassVar[str] = "core.emergency_sealed"
    V: ClassVar[int] = 1
    account: int
    unit: int

    def sentence(self, names: Names) -> str:
        unit = names.get(("unit", self.unit), self.unit)
        return _("The emergency account of %(unit)s was sealed") % {"unit": unit}


@dataclass(frozen=True)
class EmergencyOpened:
    """Somebody came in with the sealed code, for some hours."""

    NAME: ClassVar[str] = "core.emergency_opened"
    V: ClassVar[int] = 1
    account: int
    unit: int
    hours: float

    def sentence(self, names: Names) -> str:
        unit = names.get(("unit", self.unit), self.unit)
        said = {"unit": unit, "hours": f"{self.hours:g}"}
        text = _("The emergency account of %(unit)s was opened, for %(hours)s hours")
        return text % said


@dataclass(frozen=True)
class EmergencyClosed:
    """A unit's emergency account was shut."""

    NAME: ClassVar[str] = "core.emergency_closed"
    V: ClassVar[int] = 1
    account: int
    unit: int

    def sentence(self, names: Names) -> str:
        unit = names.get(("unit", self.unit), self.unit)
        return _("The emergency account of %(unit)s was shut") % {"unit": unit}


FACTS: tuple[type, ...] = (
    FactorAdded,
    FactorRemoved,
    FactorsReset,
    PinAllowed,
    CodesDrawn,
    SecondProved,
    LoginsFailed,
    EmergencySealed,
    EmergencyOpened,
    EmergencyClosed,
)
