"""A statement that is put together once answers like one that is built each time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext

from greenlane.core import clock
from greenlane.core.models import Event
from greenlane.core.prepared import NotPreparable, prepared
from greenlane.places.models import Site
from greenlane.workforce.models import Certificate, Person
from tests.cast import Cast


@prepared
def _people(unit: int, names: tuple[str, ...]) -> QuerySet[Person]:
    rows = Person.objects.filter(unit=unit, staff_number__in=names)
    return rows.select_related("account", "unit").order_by("staff_number")


@prepared
def _valid(person: UUID, at: datetime, revoked: bool) -> QuerySet[Certificate, str]:
    rows = Certificate.objects.filter(person=person, expires_at__gt=at)
    rows = rows.filter(revoked_at__isnull=not revoked).order_by("skill")
    return rows.values_list("skill", flat=True)


def test_values_change_and_the_statement_stays(cast: Cast) -> None:
    assert [p.staff_number for p in _people(cast.unit.pk, ("wang", "he"))] == [
        "he", "wang",
    ]  # fmt: skip
    with CaptureQueriesContext(
        connection,
    ) as asked:
        (one,) = _people(cast.foreign.pk, ("stranger",))
        assert one.unit == cast.foreign
        assert one.account.username == "stranger"

    assert one == cast.people["stranger"]
    assert len(asked) == 1, "what was selected along is there"
    assert one._state.db == "default"
    assert not one._state.adding


def test_keys_instants_and_structure(cast: Cast) -> None:
    xu, now = cast.people["xu"].pk, clock.now()
    assert _valid(xu, now, False) == sorted(
        ["cable", "joint", "install", "livework", "crane", "gen"]
    )
    assert _valid(xu, now, True) == []
    assert _valid(xu, now + timedelta(days=9999), False) == []
    assert _valid(cast.people["wang"].pk, now, False) == ["intake"]


def test_nothing_to_ask_is_nothing_found(cast: Cast) -> None:
    assert _people(cast.unit.pk, ()) == []


def test_a_union_is_a_statement_too(cast: Cast) -> None:
    @prepared
    def both(first: UUID, second: UUID) -> QuerySet[Any, tuple[UUID]]:
        one = Person.objects.filter(pk=first).values_list("pk")
        return one.union(Person.objects.filter(pk=second).values_list("pk"))

    keys = cast.people["he"].pk, cast.people["gao"].pk
    for first, second in (keys, keys[::-1]):
        assert {key for (key,) in both(first, second)} == set(keys)


def test_a_value_that_django_changes_is_refused(cast: Cast) -> None:
    @prepared
    def like(start: str) -> QuerySet[Site]:
        return Site.objects.filter(Q(code__startswith=start))

    with pytest.raises(NotPreparable):
        like("G")


def test_what_django_finds_impossible_is_not_taken_for_nothing(cast: Cast) -> None:
    @prepared
    def impossible(seq: int) -> QuerySet[Event]:
        return Event.objects.filter(seq=seq).none()

    with pytest.raises(NotPreparable):
        impossible(1)


def test_a_value_that_is_not_in_the_statement_is_refused(cast: Cast) -> None:
    @prepared
    def odd(key: UUID, volts: int) -> QuerySet[Site]:
        return Site.objects.filter(pk=key) if volts else Site.objects.none()

    with pytest.raises(NotPreparable):
        odd(cast.site.pk, 400)


def test_many_are_looked_for_with_few_statements(cast: Cast) -> None:
    names = tuple(cast.accounts)
    for count in range(1, len(names)):
        found = {each.staff_number for each in _people(cast.unit.pk, names[:count])}
        assert found == set(names[:count]) - {"stranger", "foreign_leader"}


def test_a_value_that_is_made_from_another_is_refused(cast: Cast) -> None:
    @prepared
    def between(at: datetime) -> QuerySet[Certificate]:
        young = Q(issued_at__gt=at - timedelta(days=1))
        return Certificate.objects.filter(young, expires_at__gt=at)

    with pytest.raises(NotPreparable):
        between(clock.now())
