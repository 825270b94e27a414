"""What happened to webhooks and alarms, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.actors import role_label
from greenlane.core.facts import Names
from greenlane.notices.sorts import LABELS


def _who(names: Names, account: int) -> object:
    return names.get(("account", account), account)


@dataclass(frozen=True)
class WebhookAdded:
    """Notices go to an address outside from now on."""

    NAME: ClassVar[str] = "notices.webhook_added"
    V: ClassVar[int] = 1
    webhook: UUID
    account: int
    whole_unit: bool
    kinds: str

    def sentence(self, names: Names) -> str:
        said = {"account": _who(names, self.account)}
        if self.whole_unit:
            return _("%(account)s added a webhook for the unit") % said
        return _("%(account)s added a webhook for himself") % said


@dataclass(frozen=True)
class WebhookRemoved:
    """No notices go there any more."""

    NAME: ClassVar[str] = "notices.webhook_removed"
    V: ClassVar[int] = 1
    webhook: UUID
    account: int

    def sentence(self, names: Names) -> str:
        return _("A webhook of %(account)s was removed") % {
            "account": _who(names, self.account)
        }


@dataclass(frozen=True)
class WebhookTried:
    """A test notice was asked for."""

    NAME: ClassVar[str] = "notices.webhook_tried"
    V: ClassVar[int] = 1
    webhook: UUID
    account: int

    def sentence(self, names: Names) -> str:
        return _("A webhook of %(account)s was tested") % {
            "account": _who(names, self.account)
        }


@dataclass(frozen=True)
class WebhookSwitchedOff:
    """Nobody answered there for a day."""

    NAME: ClassVar[str] = "notices.webhook_switched_off"
    V: ClassVar[int] = 1
    webhook: UUID
    account: int

    def sentence(self, names: Names) -> str:
        return _("A webhook of %(account)s was switched off: nobody answers there") % {
            "account": _who(names, self.account)
        }


@dataclass(frozen=True)
class AlarmRaised:
    """Something stands that must not be overlooked."""

    NAME: ClassVar[str] = "notices.alarm_raised"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    alarm: UUID
    sort: str
    about: UUID

    def sentence(self, names: Names) -> str:
        return _("Alarm: %(sort)s") % {"sort": _sort(self.sort)}


@dataclass(frozen=True)
class AlarmAcknowledged:
    """Somebody has seen it. What it stands for goes on."""

    NAME: ClassVar[str] = "notices.alarm_acknowledged"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    alarm: UUID
    sort: str
    account: int

    def sentence(self, names: Names) -> str:
        return _("%(account)s acknowledged the alarm: %(sort)s") % {
            "account": _who(names, self.account),
            "sort": _sort(self.sort),
        }


@dataclass(frozen=True)
class AlarmEscalated:
    """Nobody has acknowledged it in time: the next role is told."""

    NAME: ClassVar[str] = "notices.alarm_escalated"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    alarm: UUID
    sort: str
    role: str

    def sentence(self, names: Names) -> str:
        return _("Nobody acknowledged it in time: %(sort)s. Told next: %(role)s") % {
            "sort": _sort(self.sort),
            "role": role_label(self.role),
        }


@dataclass(frozen=True)
class AlarmCleared:
    """What it stood for is over."""

    NAME: ClassVar[str] = "notices.alarm_cleared"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    alarm: UUID
    sort: str

    def sentence(self, names: Names) -> str:
        return _("The alarm is over: %(sort)s") % {"sort": _sort(self.sort)}


def _sort(code: str) -> object:
    return LABELS.get(code, code)


FACTS: tuple[type, ...] = (
    AlarmRaised,
    AlarmAcknowledged,
    AlarmEscalated,
    AlarmCleared,
    WebhookAdded,
    WebhookRemoved,
    WebhookTried,
    WebhookSwitchedOff,
)
