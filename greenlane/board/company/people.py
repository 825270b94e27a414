"""The list of people: found by name or initials, narrowed, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.board.company.acts import Act, Acts
from greenlane.board.company.asking import (
    Choice,
    Piece,
    bearing,
    choice,
    counted,
    piece,
    unit_at,
    unit_choice,
    units_of,
    words,
)
from greenlane.board.company.cards import SOON, Card, card
from greenlane.core import clock
from greenlane.core.actors import Actor, role_label, roles
from greenlane.core.models import Factor, Grant, Unit
from greenlane.core.scope import below
from greenlane.workforce.models import Certificate, Person, Pool, TeamMember
from greenlane.workforce.search import find_people

ADDS = ("workforce.add_person", "workforce.add_organisation")
ROWS, COUNTED = 50, 5000
FIELDS = ("q", "unit", "pool", "role", "look", "left")
# What one looks for; how somebody comes in is for those alone who set the house up.
LOOKS: dict[str, Promise] = {
    "soon": _("A certificate ends within 60 days"),
    "over": _("A certificate has expired"),
    "none": _("No valid certificate"),
}
INSIDE: dict[str, Promise] = {
    "login": _("Cannot log in"),
    "pin": _("Has no PIN yet"),
    "second": _("No second proof at login"),
}


@dataclass(frozen=True)
class PersonRow:
    """One person in the list."""

    person: Person
    roles: tuple[str, ...]
    cards: tuple[Card, ...]
    teams: tuple[str, ...]


@dataclass(frozen=True)
class PeopleList:
    people: tuple[PersonRow, ...]
    piece: Piece
    asked: Mapping[str, str]
    choices: tuple[Choice, ...]
    count: str
    acts: list[Act]
    is_narrowed: bool


def people_list(actor: Actor, query: QueryDict, *, back: str) -> PeopleList:
    """What the address asks for. Eight queries at most, however many people."""
    asked, units = words(query, *FIELDS), units_of(actor)
    seen = Person.objects.seen_by(actor)
    rows = narrowed(seen, actor, asked, unit_at(units, asked["unit"]))
    found = piece(_along(rows, actor), query, by="name_zh", size=ROWS, seen=seen)
    now = clock.now()
    return PeopleList(
        tuple(_row(each, now) for each in found.rows),
        found,
        asked,
        _choices(asked, units, _looks(actor)),
        counted(rows, COUNTED),
        Acts(actor, back).several(None, *ADDS),
        any(asked.values()),
    )


def narrowed(
    rows: QuerySet[Person], actor: Actor, asked: Mapping[str, str], unit: Unit | None
) -> QuerySet[Person]:
    rows = rows.filter(left_at__isnull=not asked["left"])
    if unit is not None:
        rows = rows.filter(unit__path__startswith=unit.path)
    if asked["pool"] in Pool.values:
        rows = rows.filter(pool=asked["pool"])
    elif not (asked["pool"] or asked["q"]):
        rows = rows.exclude(pool=Pool.MEMBER)
    if asked["role"] in roles():
        held = _open_grants().filter(role=asked["role"]).order_by()
        rows = rows.filter(account__in=held.values("account"))
    if asked["look"] in _looks(actor):
        rows = rows.filter(_look(asked["look"], clock.now()))
    if asked["q"]:
        rows = rows.filter(pk__in=find_people(actor, asked["q"]))
    return rows


def _looks(actor: Actor) -> dict[str, Promise]:
    return {**LOOKS, **INSIDE} if actor.may("setup") else LOOKS


def _look(what: str, now: datetime) -> Q:
    """Whom somebody looks for who wants nothing to be missing."""
    live = Certificate.objects.filter(revoked_at__isnull=True)
    good = live.filter(issued_at__lte=now, expires_at__gt=now)
    soon = good.filter(expires_at__lte=now + SOON)
    over = live.filter(expires_at__lte=now)
    proved = Factor.objects.filter(removed_at__isnull=True).values("account")
    can = Q(account__isnull=False, account__is_active=True)
    return {
        "soon": Q(pk__in=soon.values("person")),
        "over": Q(pk__in=over.values("person")),
        "none": Q(pool=Pool.FIELD) & ~Q(pk__in=good.values("person")),
        "login": Q(pool__in=(Pool.FIELD, Pool.OFFICE), account__isnull=True),
        "pin": can & Q(account__pin=""),
        "second": can & ~Q(account__in=proved),
    }[what]


def _along(rows: QuerySet[Person], actor: Actor) -> QuerySet[Person]:
    teams = TeamMember.objects.filter(below(actor, "team__unit__path"))
    teams = teams.select_related("team").order_by("team__name_zh")
    grants = _open_grants().filter(bearing(actor, "unit__path"))
    cards = Certificate.objects.filter(revoked_at__isnull=True).order_by("expires_at")
    return rows.select_related("unit", "organisation", "account").prefetch_related(
        Prefetch("account__grants", grants, to_attr="held"),
        Prefetch("certificates", cards, to_attr="cards"),
        Prefetch("teammember_set", teams, to_attr="stands_in"),
    )


def _open_grants() -> QuerySet[Grant]:
    rows = Grant.objects.filter(revoked_at__isnull=True)
    return rows.select_related("unit").order_by("role")


def _row(person: Person, now: datetime) -> PersonRow:
    held = getattr(person.account, "held", ()) if person.account else ()
    return PersonRow(
        person,
        tuple(dict.fromkeys(role_label(grant.role) for grant in held)),
        tuple(card(each, now) for each in person.cards),  # type: ignore[attr-defined]
        tuple(str(each.team) for each in person.stands_in),  # type: ignore[attr-defined]
    )


def _choices(
    asked: Mapping[str, str], units: list[Unit], looks: dict[str, Promise]
) -> tuple[Choice, ...]:
    labels = {role: role_label(role) for role in roles() if role != "system"}
    pools = {**dict(Pool.choices), "all": _("All, members too")}
    most = _("All but mere members")
    found = [
        unit_choice(units, asked["unit"]),
        choice("role", _("Role"), labels, asked["role"]),
        choice("pool", _("Pool"), pools, asked["pool"], every=most),
        choice("look", _("Look for"), looks, asked["look"], every=_("Everybody")),
    ]
    return tuple(each for each in found if each is not None)
