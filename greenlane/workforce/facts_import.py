"""Facts of a table of people: taken in whole; affiliations, certificates renewed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names
from greenlane.workforce.skills import LABELS


@dataclass(frozen=True)
class PeopleImported:
    """A table of people was taken in, whole. Who it was about is told one by one."""

    NAME: ClassVar[str] = "workforce.people_imported"
    V: ClassVar[int] = 1
    created: int
    changed: int
    unchanged: int

    def sentence(self, names: Names) -> str:
        return _(
            "A table of people was taken in: %(created)s added,"
            " %(changed)s changed, %(unchanged)s as they were"
        ) % {
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
        }


@dataclass(frozen=True)
class AffiliationsChanged:
    """People belong to an organisation, or no more. It opens and shuts nothing."""

    NAME: ClassVar[str] = "workforce.affiliations_changed"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    organisation: UUID
    joined: tuple[UUID, ...]
    left: tuple[UUID, ...]

    def sentence(self, names: Names) -> str:
        return _("Affiliations to %(organisation)s: %(joined)s more, %(left)s less") % {
            "organisation": names[self.organisation],
            "joined": len(self.joined),
            "left": len(self.left),
        }


@dataclass(frozen=True)
class CertificateRenewed:
    """A certificate, shown again with the same number, is good for longer."""

    NAME: ClassVar[str] = "workforce.certificate_renewed"
    V: ClassVar[int] = 1
    certificate: UUID
    person: UUID
    skill: str

    def sentence(self, names: Names) -> str:
        return _("A certificate of %(person)s was renewed: %(skill)s") % {
            "person": names[self.person],
            "skill": LABELS.get(self.skill, self.skill),
        }


FACTS: tuple[type, ...] = (PeopleImported, AffiliationsChanged, CertificateRenewed)
