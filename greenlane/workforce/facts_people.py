"""Facts about people: known, changed, certified, unfit, fit. Never what ails them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names
from greenlane.workforce.models import Pool
from greenlane.workforce.skills import LABELS


@dataclass(frozen=True)
class OrganisationAdded:
    """A company or another body is known."""

    NAME: ClassVar[str] = "workforce.organisation_added"
    V: ClassVar[int] = 1
    organisation: UUID

    def sentence(self, names: Names) -> str:
        return _("The organisation %(organisation)s was added") % {
            "organisation": names[self.organisation]
        }


@dataclass(frozen=True)
class PersonAdded:
    """Somebody is known. Names and number stay in the row."""

    NAME: ClassVar[str] = "workforce.person_added"
    V: ClassVar[int] = 1
    person: UUID
    pool: str

    def sentence(self, names: Names) -> str:
        return _("%(person)s was added (%(pool)s)") % {
            "person": names[self.person],
            "pool": dict(Pool.choices).get(self.pool, self.pool),
        }


@dataclass(frozen=True)
class PersonChanged:
    """What is written about somebody was mended."""

    NAME: ClassVar[str] = "workforce.person_changed"
    V: ClassVar[int] = 1
    person: UUID
    pool: str

    def sentence(self, names: Names) -> str:
        return _("What is on record about %(person)s was changed (%(pool)s)") % {
            "person": names[self.person],
            "pool": dict(Pool.choices).get(self.pool, self.pool),
        }


@dataclass(frozen=True)
class CertificateAdded:
    """Somebody showed a certificate."""

    NAME: ClassVar[str] = "workforce.certificate_added"
    V: ClassVar[int] = 1
    certificate: UUID
    person: UUID
    skill: str

    def sentence(self, names: Names) -> str:
        return _("A certificate of %(person)s was recorded: %(skill)s") % {
            "person": names[self.person],
            "skill": LABELS.get(self.skill, self.skill),
        }


@dataclass(frozen=True)
class CertificateRevoked:
    """A certificate counts no more, from this moment on."""

    NAME: ClassVar[str] = "workforce.certificate_revoked"
    V: ClassVar[int] = 1
    certificate: UUID
    person: UUID
    skill: str

    def sentence(self, names: Names) -> str:
        return _("A certificate of %(person)s was revoked: %(skill)s") % {
            "person": names[self.person],
            "skill": LABELS.get(self.skill, self.skill),
        }


@dataclass(frozen=True)
class PersonUnfit:
    """Somebody is not put to work until somebody else says so."""

    NAME: ClassVar[str] = "workforce.person_unfit"
    V: ClassVar[int] = 1
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s was reported unfit for work") % {
            "person": names[self.person]
        }


@dataclass(frozen=True)
class PersonFit:
    """Somebody may be put to work again."""

    NAME: ClassVar[str] = "workforce.person_fit"
    V: ClassVar[int] = 1
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s is fit for work again") % {"person": names[self.person]}


FACTS: tuple[type, ...] = (
    OrganisationAdded,
    PersonAdded,
    PersonChanged,
    CertificateAdded,
    CertificateRevoked,
    PersonUnfit,
    PersonFit,
)
