"""What happened to webhooks, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


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


FACTS: tuple[type, ...] = (
    WebhookAdded,
    WebhookRemoved,
    WebhookTried,
    WebhookSwitchedOff,
)
