"""Facts of the house that came later: names mended, days taken back, accounts shut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class UnitChanged:
    """A unit is called otherwise. Its names stay in the row."""

    NAME: ClassVar[str] = "core.unit_changed"
    V: ClassVar[int] = 1
    code: str

    def sentence(self, names: Names) -> str:
        return _("The name of the unit %(unit)s was changed") % {"unit": self.code}


@dataclass(frozen=True)
class HolidayTakenBack:
    """A day goes by the country's calendar again."""

    NAME: ClassVar[str] = "core.holiday_taken_back"
    V: ClassVar[int] = 1
    day: str

    def sentence(self, names: Names) -> str:
        return _("%(day)s goes by the country's calendar again") % {"day": self.day}


@dataclass(frozen=True)
class AccountClosed:
    """An account opens nothing any more: so many roles and keys ended with it."""

    NAME: ClassVar[str] = "core.account_closed"
    V: ClassVar[int] = 1
    account: int
    roles: int
    tokens: int

    def sentence(self, names: Names) -> str:
        return _(
            "The account %(account)s was closed: %(roles)s roles and"
            " %(tokens)s keys ended"
        ) % {
            "account": names.get(("account", self.account), self.account),
            "roles": self.roles,
            "tokens": self.tokens,
        }


@dataclass(frozen=True)
class AccountReopened:
    """An account opens again. It holds no role until somebody grants one."""

    NAME: ClassVar[str] = "core.account_reopened"
    V: ClassVar[int] = 1
    account: int

    def sentence(self, names: Names) -> str:
        account = names.get(("account", self.account), self.account)
        return _("The account %(account)s was opened again") % {"account": account}


FACTS: tuple[type, ...] = (
    UnitChanged,
    HolidayTakenBack,
    AccountClosed,
    AccountReopened,
)
