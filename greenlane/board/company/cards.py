"""Certificates as a reader sees them: good, ending soon, over, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.workforce.models import Certificate
from greenlane.workforce.skills import LABELS

SOON = timedelta(days=60)
STATES: dict[str, Promise] = {
    "good": _("good"),
    "soon": _("ends soon"),
    "over": _("has expired"),
    "early": _("not valid yet"),
    "revoked": _("revoked"),
}


@dataclass(frozen=True)
class Card:
    """A certificate; `state` is one of STATES."""

    row: Certificate
    skill: str
    state: str

    @property
    def says(self) -> str:
        return str(STATES[self.state])

    @property
    def last(self) -> datetime:
        """A moment of the last day on which it is good, as the card itself says it."""
        return self.row.expires_at - timedelta(seconds=1)

    @property
    def counts(self) -> bool:
        return self.state in {"good", "soon"}


def card(row: Certificate, now: datetime) -> Card:
    return Card(row, str(LABELS.get(row.skill, row.skill)), state_of(row, now))


def state_of(row: Certificate, now: datetime) -> str:
    if row.revoked_at is not None:
        return "revoked"
    if row.issued_at > now:
        return "early"
    if row.expires_at <= now:
        return "over"
    return "soon" if row.expires_at <= now + SOON else "good"
