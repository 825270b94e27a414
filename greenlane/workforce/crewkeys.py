"""What a crew is called where it is a team or somebody who is in none: by one key.

Plans, their sheets and their engine know crews by it, so it is put together and taken
apart here alone.
"""

from __future__ import annotations

from uuid import UUID

TEAM, PERSON = "team", "person"


def of_team(team: UUID) -> str:
    return f"{TEAM}:{team}"


def of_person(person: UUID) -> str:
    return f"{PERSON}:{person}"


def of(*, team: UUID | None, person: UUID | None) -> str:
    """The team, if it is one, else the person. Raises ValueError for neither."""
    if team is not None:
        return of_team(team)
    if person is None:
        raise ValueError("a crew is a team or a person")
    return of_person(person)


def is_person(key: str) -> bool:
    return key.startswith(f"{PERSON}:")


def parted(key: str) -> tuple[str, str]:
    """(TEAM or PERSON, which one), as it stands in the key."""
    kind, _colon, which = key.partition(":")
    return kind, which
