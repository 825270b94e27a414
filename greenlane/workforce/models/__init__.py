"""People and teams, what they may do, when they work, and who is on site now."""

from greenlane.workforce.models.hours import Shift, ZoneClearance
from greenlane.workforce.models.people import (
    WITHOUT_TRADE,
    Affiliation,
    Certificate,
    Organisation,
    OrganisationKind,
    Person,
    Pool,
    Presence,
    Team,
    TeamMember,
)

__all__ = (
    "WITHOUT_TRADE",
    "Affiliation",
    "Certificate",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Pool",
    "Presence",
    "Shift",
    "Team",
    "TeamMember",
    "ZoneClearance",
)
