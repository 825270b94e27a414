"""One person: what is on record, roles and who gave them, certificates, teams."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from greenlane.board.company.acts import Act, Acts
from greenlane.board.company.asking import bearing
from greenlane.board.company.cards import Card, card
from greenlane.core import clock, memory, second
from greenlane.core.actors import Actor, role_label
from greenlane.core.models import Account, Event, EventSubject, Grant, Token
from greenlane.core.refusals import NotFound
from greenlane.core.scope import below
from greenlane.workforce.models import Affiliation, Organisation, Person, Team

HISTORY = 12
# These alone tell of the company; what somebody does on orders stands on the orders.
ABOUT = ("workforce.", "core.")
# Whoever only watches needs nobody's telephone.
BARE = frozenset({"read", "site"})


@dataclass(frozen=True)
class Held:
    """A role: where, since when, given by whom; and how to take it back."""

    grant: Grant
    role: str
    by: str
    end: Act | None


@dataclass(frozen=True)
class Shown:
    """A certificate with its verbs."""

    card: Card
    acts: list[Act]


@dataclass(frozen=True)
class PersonPage:
    person: Person
    phone: str
    roles: tuple[Held, ...]
    cards: tuple[Shown, ...]
    teams: tuple[tuple[Team, bool], ...]
    bodies: tuple[Organisation, ...]
    inside: bool  # whether the reader is told how this person comes in
    keys: int
    proved: bool
    next: Act | None
    record: list[Act]
    access: list[Act]
    add_card: Act | None
    history: list[dict[str, Any]]


def person_page(actor: Actor, key: UUID, *, back: str) -> PersonPage:
    """Raises NotFound (404) for somebody of a foreign unit."""
    rows = Person.objects.seen_by(actor).select_related(
        "unit", "organisation", "account__unit"
    )
    person = rows.filter(pk=key).first()
    if person is None:
        raise NotFound("person", id=str(key))
    acts, path, account = Acts(actor, back), person.unit.path, person.account
    cards = tuple(_cards(person, acts))
    add_card = acts.one("workforce.add_certificate", path, person=key)
    inside = actor.may("setup", path)
    record, access = _record(person, acts), _access(person, acts)
    return PersonPage(
        person,
        person.phone if actor.needs() - BARE else "",
        tuple(_roles(account, acts)) if account else (),
        cards,
        _teams(actor, person),
        tuple(each.organisation for each in _bodies(person)),
        inside,
        _keys(account) if account and inside else 0,
        bool(account and inside and second.has_one(account.pk)),
        _next(person, acts, cards),
        record,
        access,
        None if person.left_at else add_card,
        history(actor, person.pk),
    )


def _next(person: Person, acts: Acts, cards: Iterable[Shown]) -> Act | None:
    """The one thing that is missing before this person can be put to work."""
    path, key = person.unit.path, person.pk
    if person.left_at is not None or person.pool not in {"field", "office"}:
        return None
    bare = person.pool == "field" and not any(each.card.counts for each in cards)
    login = acts.one("workforce.give_login", path, person=key)
    card_ = acts.one("workforce.add_certificate", path, person=key)
    return (login if person.account is None else None) or (card_ if bare else None)


def _record(person: Person, acts: Acts) -> list[Act]:
    path, key = person.unit.path, person.pk
    verbs = ["workforce.change_person"]
    if person.left_at is None:
        verbs.append("workforce.move_person")
        fit = person.unfit_since is None
        verbs.append(f"workforce.{'report_unfit' if fit else 'declare_fit'}")
    return acts.several(path, *verbs, person=key)


def _access(person: Person, acts: Acts) -> list[Act]:
    """Roles and logins: for whoever lets people in."""
    path, key, account = person.unit.path, person.pk, person.account
    if person.left_at is not None:
        return acts.several(path, "workforce.come_back", person=key)
    made: list[Act | None] = []
    if account is None:
        made.append(acts.one("workforce.give_login", path, person=key))
    else:
        known = {"account": account.username, "unit": person.unit.code}
        verbs = ("core.grant_role", "core.reset_password", "core.reset_factors")
        made += acts.several(account.unit.path, *verbs, **known)
    made.append(acts.one("workforce.leave", path, person=key))
    return [each for each in made if each is not None]


def _cards(person: Person, acts: Acts) -> Iterable[Shown]:
    now, path = clock.now(), person.unit.path
    for row in person.certificates.order_by("revoked_at", "skill", "-expires_at"):
        shown = card(row, now)
        verbs = ["workforce.renew_certificate", "workforce.revoke_certificate"]
        if shown.state == "revoked":
            verbs = []
        yield Shown(shown, acts.several(path, *verbs, certificate=row.pk))


def _roles(account: Account, acts: Acts) -> Iterable[Held]:
    rows = account.grants.filter(
        bearing(acts.actor, "unit__path"), revoked_at__isnull=True
    ).select_related("unit")
    held = list(rows.order_by("unit__path", "role"))
    givers = _givers(held)
    for each in held:
        end = acts.one("core.revoke_role", each.unit.path, grant=each.pk)
        yield Held(each, role_label(each.role), givers.get(each.pk, ""), end)


def _givers(grants: list[Grant]) -> dict[UUID, str]:
    """Grant → who gave it; the house itself has no name. Three queries."""
    subjects = EventSubject.objects.filter(
        kind="grant", subject__in=[each.pk for each in grants], name="core.role_granted"
    )
    places = {(row.unit_id, row.seq): row.subject for row in subjects}
    if not places:
        return {}
    asked = Q(pk__in=[])
    for unit, seq in places:
        asked |= Q(unit=unit, seq=seq)
    actors = {
        places[unit, seq]: actor
        for unit, seq, actor in Event.objects.filter(asked).values_list(
            "unit", "seq", "actor"
        )
        if actor
    }
    names = dict(
        Account.objects.filter(pk__in=actors.values()).values_list("pk", "name")
    )
    return {grant: names.get(actor, "") for grant, actor in actors.items()}


def _teams(actor: Actor, person: Person) -> tuple[tuple[Team, bool], ...]:
    mine = Team.objects.seen_by(actor).filter(Q(members=person) | Q(leader=person))
    rows = mine.distinct().order_by("name_zh")
    return tuple((team, team.leader_id == person.pk) for team in rows)


def _bodies(person: Person) -> Iterable[Affiliation]:
    return person.affiliations.select_related("organisation").order_by("id")


def _keys(account: Account) -> int:
    live = Token.objects.filter(account=account, revoked_at__isnull=True)
    return live.filter(expires_at__gt=clock.wall()).count()


def history(actor: Actor, subject: UUID) -> list[dict[str, Any]]:
    """What was told of this in the actor's own units, newest first."""
    about = Q(pk__in=[])
    for room in ABOUT:
        about |= Q(name__startswith=room)
    rows = EventSubject.objects.filter(
        about, below(actor, "unit__path"), subject=subject
    )
    places = list(rows.order_by("-id").values_list("unit", "seq")[:HISTORY])
    found = memory.told(memory.load(places))
    told = [{**row, "when": datetime.fromisoformat(row["at"])} for row in found]
    return sorted(told, key=lambda row: (row["recorded_at"], row["seq"]), reverse=True)
