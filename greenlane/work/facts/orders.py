"""Facts about orders: taken, held, ended, merged, moved up or down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names
from greenlane.core.texts import said_as


@dataclass(frozen=True)
class OrderTaken:
    """Somebody took the order on."""

    NAME: ClassVar[str] = "work.order_taken"
    V: ClassVar[int] = 1
    order: UUID
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s took on the order %(order)s") % {
            "person": names[self.person],
            "order": names[self.order],
        }


@dataclass(frozen=True)
class OrderHeld:
    """The order rests by somebody's decision."""

    NAME: ClassVar[str] = "work.order_held"
    V: ClassVar[int] = 1
    order: UUID
    hold: UUID

    def sentence(self, names: Names) -> str:
        return _("The order %(order)s was put on hold") % {"order": names[self.order]}


@dataclass(frozen=True)
class OrderResumed:
    """The hold is over."""

    NAME: ClassVar[str] = "work.order_resumed"
    V: ClassVar[int] = 1
    order: UUID
    hold: UUID

    def sentence(self, names: Names) -> str:
        return _("The order %(order)s goes on") % {"order": names[self.order]}


@dataclass(frozen=True)
class OrderCancelled:
    """The order is no longer wanted."""

    NAME: ClassVar[str] = "work.order_cancelled"
    V: ClassVar[int] = 1
    order: UUID
    end: UUID

    def sentence(self, names: Names) -> str:
        return _("The order %(order)s was cancelled") % {"order": names[self.order]}


@dataclass(frozen=True)
class OrderReopened:
    """An ended order is wanted again."""

    NAME: ClassVar[str] = "work.order_reopened"
    V: ClassVar[int] = 1
    order: UUID
    end: UUID

    def sentence(self, names: Names) -> str:
        return _("The order %(order)s was opened again") % {"order": names[self.order]}


@dataclass(frozen=True)
class OrdersMerged:
    """A duplicate request ends in the order that was there first."""

    NAME: ClassVar[str] = "work.orders_merged"
    V: ClassVar[int] = 1
    order: UUID
    into: UUID

    def sentence(self, names: Names) -> str:
        return _("The order %(order)s was merged into %(into)s") % {
            "order": names[self.order],
            "into": names[self.into],
        }


@dataclass(frozen=True)
class OrderReprioritised:
    """The order comes before or after others than it did."""

    NAME: ClassVar[str] = "work.order_reprioritised"
    V: ClassVar[int] = 1
    order: UUID
    before: int
    after: int

    def sentence(self, names: Names) -> str:
        return _(
            "The priority of the order %(order)s went from %(before)s to %(after)s"
        ) % {"order": names[self.order], "before": self.before, "after": self.after}


@dataclass(frozen=True)
class PlaybookPinned:
    """From now on the order runs on this text of the playbook."""

    NAME: ClassVar[str] = "work.playbook_pinned"
    V: ClassVar[int] = 1
    order: UUID
    playbook: str
    version: str
    digest: str

    def sentence(self, names: Names) -> str:
        return _(
            "The order %(order)s runs on the playbook %(playbook)s, version %(version)s"
        ) % {
            "order": names[self.order],
            "playbook": said_as("playbook", self.playbook),
            "version": self.version,
        }


@dataclass(frozen=True)
class NoteAdded:
    """Somebody wrote something down. Nothing that was shown is stale by it."""

    NAME: ClassVar[str] = "work.note_added"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    order: UUID
    note: UUID

    def sentence(self, names: Names) -> str:
        return _("A note was added to the order %(order)s") % {
            "order": names[self.order]
        }


FACTS: tuple[type, ...] = (
    OrderTaken,
    OrderHeld,
    OrderResumed,
    OrderCancelled,
    OrderReopened,
    OrdersMerged,
    OrderReprioritised,
    PlaybookPinned,
    NoteAdded,
)
