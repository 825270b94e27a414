"""What the journal remembers, as sentences: events of a subject or a unit, in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from greenlane.core import facts as facts_
from greenlane.core import linked
from greenlane.core.actors import Actor
from greenlane.core.models import Account, Event, EventSubject, Unit
from greenlane.core.prepared import prepared
from greenlane.core.scope import below

UUID_LENGTH = 36
LOOKED = 5000  # the newest events of a subject that are looked through for a person's


class Names(dict[Any, str]):
    """Keys to names; a key nobody knows reads as a short piece of itself."""

    def __missing__(self, key: Any) -> str:
        return str(key)[:8]


def events_of(
    subject: UUID, *, after: tuple[int, int] = (0, 0), limit: int = 200
) -> list[Event]:
    """The newest events that stand on this subject, oldest of them first."""
    rows = EventSubject.objects.filter(subject=subject)
    places = list(rows.order_by("-seq").values_list("unit", "seq")[:limit])
    return sorted(load(places), key=lambda e: (e.recorded_at, e.unit_id, e.seq))


@dataclass(frozen=True)
class Pageful:
    """Some events of a subject, the oldest first; `older` is where the next begin."""

    events: list[Event]
    older: int | None


def page_of(
    subject: UUID,
    *,
    names: Q | None = None,
    by: int | None = None,
    before: int | None = None,
    limit: int,
) -> Pageful:
    """The newest events before a place, of some names (`name`), of one account (`by`).

    Two queries; three for one account.
    """
    rows = EventSubject.objects.filter(names or Q(), subject=subject)
    if by is not None:
        rows = rows.filter(pk__in=_of_account(subject, by))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk").values_list("unit", "seq", "pk")[: limit + 1])
    events = load([(unit, seq) for unit, seq, _pk in found[:limit]])
    events.sort(key=lambda e: (e.recorded_at, e.unit_id, e.seq))
    return Pageful(events, found[limit - 1][2] if len(found) > limit else None)


def told_by(subject: UUID) -> list[int]:
    """The accounts that the newest events of a subject are of. Two queries."""
    return list(dict.fromkeys(account for _pk, account in _accounts(subject)))


def _of_account(subject: UUID, by: int) -> list[int]:
    return [pk for pk, account in _accounts(subject) if account == by]


def _accounts(subject: UUID) -> list[tuple[int, int]]:
    places = {(unit, seq): pk for pk, unit, seq in _places(subject)}
    found: list[tuple[int, int]] = []
    for unit in {unit for unit, _seq in places}:
        seqs = tuple(seq for each, seq in places if each == unit)
        found += [(places[unit, seq], actor) for seq, actor in _actors(unit, seqs)]
    return found


@prepared
def _places(subject: UUID) -> QuerySet[Any, tuple[int, int, int]]:
    rows = EventSubject.objects.filter(subject=subject).order_by("-pk")
    return rows.values_list("pk", "unit", "seq")[:LOOKED]


@prepared
def _actors(unit: int, seqs: tuple[int, ...]) -> QuerySet[Any, Any]:
    rows = Event.objects.filter(unit=unit, seq__in=seqs, actor__isnull=False)
    return rows.values_list("seq", "actor")


def load(places: Sequence[tuple[int, int]]) -> list[Event]:
    """The events at these places: (unit, number)."""
    found: list[Event] = []
    by_unit: dict[int, list[int]] = {}
    for unit, seq in places:
        by_unit.setdefault(unit, []).append(seq)
    for unit, seqs in by_unit.items():
        found.extend(_events(unit, tuple(seqs)))
    return found


@prepared
def _events(unit: int, seqs: tuple[int, ...]) -> QuerySet[Event]:
    return Event.objects.filter(unit=unit, seq__in=seqs)


def events_for(actor: Actor, unit: int, *, after: int, limit: int) -> list[Event]:
    """Events of one unit after a number; none when the actor does not see the unit."""
    allowed = below(actor, "unit__path")
    rows = Event.objects.filter(allowed, unit=unit, seq__gt=after)
    return list(rows.order_by("seq")[:limit])


def told(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Each event as data with its sentence, names resolved in one batch."""
    rows = list(events)
    facts = [json.loads(row.canonical) for row in rows]
    names = resolve(_keys(facts))
    names.update(_numbered(facts))
    links = linked.names(row.actor for row in rows)
    return [
        _one(row, fact, names, by=links.get(row.actor or 0, ""))
        for row, fact in zip(rows, facts, strict=True)
    ]


def _one(row: Event, fact: dict[str, Any], names: Names, *, by: str) -> dict[str, Any]:
    read = facts_.read(row.name, row.v, fact)
    return {
        "unit": row.unit_id,
        "seq": row.seq,
        "name": row.name,
        "v": row.v,
        "at": row.at.isoformat(),
        "recorded_at": row.recorded_at.isoformat(),
        "actor": row.actor,
        "by": by,  # of whom no register knows more: the link that was used
        "facts": fact,
        "subjects": [each.split(":", 1) for each in row.subjects.split()],
        "sentence": read.sentence(names)
        if read
        else _("(an older fact: %s)") % row.name,
    }


def _keys(facts: Iterable[dict[str, Any]]) -> set[str]:
    return {
        value
        for fact in facts
        for value in fact.values()
        if isinstance(value, str) and len(value) == UUID_LENGTH
    }


def _numbered(facts: Sequence[dict[str, Any]]) -> Names:
    """Accounts and units have numbers, not keys: names know them as ("unit", 3)."""
    names, kinds = Names(), {"account": Account, "unit": Unit}
    for kind, model in kinds.items():
        told = {fact[kind] for fact in facts if isinstance(fact.get(kind), int)}
        for row in model._default_manager.filter(pk__in=told) if told else ():
            names[(kind, row.pk)] = str(row)
    return names


def resolve(keys: Iterable[str], *kinds: type[Model]) -> Names:
    """Names of orders, sites, people and so on, one query a kind: of these, or all."""
    wanted = {UUID(key) for key in keys if _is_key(key)}
    names = Names()
    if not wanted:
        return names
    for model in kinds or _named():
        for row in _rows(model, tuple(wanted)):
            names[row.pk] = names[str(row.pk)] = str(row)
    return names


@cache
def _named() -> tuple[type[Model], ...]:
    return tuple(each for each in apps.get_models() if getattr(each, "NAMED", False))


@prepared
def _rows(model: type[Model], keys: tuple[UUID, ...]) -> QuerySet[Model]:
    return model._default_manager.filter(pk__in=keys)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
