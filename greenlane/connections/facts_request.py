"""From the request to the chosen option, and papers owed, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core.facts import Names
from greenlane.core.texts import said_as


@dataclass(frozen=True)
class Requested:
    """A place wants electricity; an authority has ordered it."""

    NAME: ClassVar[str] = "connections.requested"
    V: ClassVar[int] = 1
    order: UUID
    site: UUID
    points: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "Order %(order)s: %(site)s wants power at %(points)s supply point",
            "Order %(order)s: %(site)s wants power at %(points)s supply points",
            self.points,
        ) % {
            "order": names[self.order],
            "site": names[self.site],
            "points": self.points,
        }


@dataclass(frozen=True)
class GoingDarkSaid:
    """Somebody said whether the place may go dark meanwhile."""

    NAME: ClassVar[str] = "connections.going_dark_said"
    V: ClassVar[int] = 1
    order: UUID
    said: str  # yes, no, unknown

    def sentence(self, names: Names) -> str:
        texts = {
            "yes": _("Order %(order)s: the place may go dark meanwhile"),
            "no": _("Order %(order)s: the place may not go dark"),
        }
        unknown = _("Order %(order)s: whether the place may go dark is not known")
        return texts.get(self.said, unknown) % {"order": names[self.order]}


@dataclass(frozen=True)
class Surveyed:
    """The site was surveyed: a version of the record exists."""

    NAME: ClassVar[str] = "connections.surveyed"
    V: ClassVar[int] = 1
    survey: UUID
    version: int
    leader: UUID
    infeeds: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "%(leader)s recorded the survey, version %(version)s, %(infeeds)s infeed",
            "%(leader)s recorded the survey, version %(version)s, %(infeeds)s infeeds",
            self.infeeds,
        ) % {
            "leader": names[self.leader],
            "version": self.version,
            "infeeds": self.infeeds,
        }


@dataclass(frozen=True)
class SurveyWithdrawn:
    """The survey does not hold any more."""

    NAME: ClassVar[str] = "connections.survey_withdrawn"
    V: ClassVar[int] = 1
    survey: UUID
    revoked: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "The survey was withdrawn; %(revoked)s clearance is revoked",
            "The survey was withdrawn; %(revoked)s clearances are revoked",
            self.revoked,
        ) % {"revoked": self.revoked}


@dataclass(frozen=True)
class VerdictGiven:
    """The engineer said whether it can be connected."""

    NAME: ClassVar[str] = "connections.verdict_given"
    V: ClassVar[int] = 1
    survey: UUID
    verdict: str
    engineer: UUID

    def sentence(self, names: Names) -> str:
        facts = {"engineer": names[self.engineer]}
        if self.verdict == "no":
            return _("%(engineer)s found that it cannot be connected like this") % facts
        if self.verdict == "cap":
            return _("%(engineer)s found that it can be connected, with a cap") % facts
        if self.verdict == "generator":
            return _("%(engineer)s found that only a generator will do") % facts
        return _("%(engineer)s found that it can be connected") % facts


@dataclass(frozen=True)
class BuiltOtherwise:
    """What stands there is not what the engineer computed."""

    NAME: ClassVar[str] = "connections.built_otherwise"
    V: ClassVar[int] = 1
    survey: UUID

    def sentence(self, names: Names) -> str:
        return _("It was built otherwise than planned; the engineer computes again")


@dataclass(frozen=True)
class OptionChosen:
    """A way to supply the site was chosen."""

    NAME: ClassVar[str] = "connections.option_chosen"
    V: ClassVar[int] = 1
    option: UUID
    playbook: str
    engineer: UUID

    def sentence(self, names: Names) -> str:
        return _("%(engineer)s chose the way to supply it (%(playbook)s)") % {
            "engineer": names[self.engineer],
            "playbook": said_as("playbook", self.playbook),
        }


@dataclass(frozen=True)
class PaperDeferred:
    """A paper may follow; somebody owes it."""

    NAME: ClassVar[str] = "connections.paper_deferred"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    paper: UUID
    kind: str

    def sentence(self, names: Names) -> str:
        return _("A paper may follow (%(kind)s)") % {"kind": said_as("kind", self.kind)}


@dataclass(frozen=True)
class PaperReceived:
    """A paper that was owed is here."""

    NAME: ClassVar[str] = "connections.paper_received"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    paper: UUID
    kind: str

    def sentence(self, names: Names) -> str:
        return _("A paper was received (%(kind)s)") % {
            "kind": said_as("kind", self.kind)
        }


FACTS: tuple[type, ...] = (
    Requested,
    GoingDarkSaid,
    Surveyed,
    SurveyWithdrawn,
    VerdictGiven,
    BuiltOtherwise,
    OptionChosen,
    PaperDeferred,
    PaperReceived,
)
