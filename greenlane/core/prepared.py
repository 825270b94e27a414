"""A query that is asked all day is put together once; only its values change.

Most of what a short query costs is Django writing the same SQL again, while everybody
else waits for the lock. The statement stays Django's own, for the database at hand;
what is kept is its text, and where each value stands in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from itertools import count
from typing import Any, ParamSpec, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

P = ParamSpec("P")
T = TypeVar("T")

MOST = 500  # statements kept of one function; then it begins anew


class NotPreparable(TypeError):
    """A value is not in the statement as it was given: ask without `prepared`."""


@dataclass(frozen=True, eq=False)
class _Kept:
    """A statement as Django wrote it, and which value goes where."""

    compiler: Any
    rows: type[Any]
    query: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]  # place in params → number of the value

    def ask(self, values: list[Any], own: Any) -> list[Any]:
        params = list(self.params)
        for place, number in self.places:
            params[place] = _as_sent(values[number], own)
        compiler = copy(self.compiler)
        compiler.connection = own
        compiler.as_sql = lambda *_args, **_options: (self.sql, tuple(params))
        compiler.get_converters = lambda columns: self._converters(columns, own)
        return list(self.rows(_Asked(_Query(self.query, compiler))))

    def _converters(self, columns: Any, own: Any) -> Any:
        """How its columns become values, found once for a connection and kept there."""
        found = vars(own).setdefault("_converters_of_kept", WeakKeyDictionary())
        if self not in found:
            compiler = copy(self.compiler)
            compiler.connection = own
            found[self] = compiler.get_converters(columns)
        return found[self]


def prepared(build: Callable[P, QuerySet[Any, T]]) -> Callable[P, list[T]]:
    """Make a function that builds a query into one that answers it with a list.

    Values of type UUID, int, str and datetime change from call to call, and so do
    tuples of them, which are what an IN looks for; anything else (a model, None, a
    bool) is part of the statement. A value that Django changes on its way into it, like
    one of a LIKE, or that is not in it, raises NotPreparable at the first call.
    """
    known: dict[Any, _Kept | None] = {}

    @wraps(build)
    def answer(*args: P.args, **kwargs: P.kwargs) -> list[T]:
        names = sorted(kwargs)
        given = [_filled(each) for each in (*args, *(kwargs[name] for name in names))]
        own = _own()
        shape = (own.vendor, *names, *map(_shape, given))
        try:
            kept = known[shape]
        except KeyError:  # or another thread begins anew at this moment
            if len(known) >= MOST:
                known.clear()
            placed, named = (
                given[: len(args)],
                dict(zip(names, given[len(args) :], strict=True)),
            )
            kept = known[shape] = _prepare(build, placed, named)
        if kept is None:  # Django finds nothing to ask
            return []
        return kept.ask(list(_values(given)), own)

    return answer


def _own() -> Any:
    """The connection of this thread itself: Django's stand-in looks it up each time."""
    return connections[DEFAULT_DB_ALIAS]


def _filled(value: Any) -> Any:
    """A tuple of 1, 2, 4, 8 … members, its last one repeated: few statements serve."""
    if not isinstance(value, tuple) or len(value) < 3:
        return value
    return (*value, *value[-1:] * ((1 << (len(value) - 1).bit_length()) - len(value)))


def _shape(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_shape(each) for each in value)
    return type(value) if _changes(value) else value


def _changes(value: Any) -> bool:
    return type(value) in {UUID, int, str, datetime}


def _values(given: Any) -> Iterator[Any]:
    for value in given:
        if isinstance(value, tuple):
            yield from _values(value)
        elif _changes(value):
            yield value


def _prepare(
    build: Callable[..., QuerySet[Any, Any]], args: list[Any], kwargs: dict[str, Any]
) -> _Kept | None:
    """Build it with values that occur nowhere else, and see where they land.

    And once more with others: what changed with them, and is none of them, was made
    from a value, and would stand in the statement as it is for ever.
    """
    kept = _built(build, args, kwargs, count())
    if kept is None:
        return None
    again = _built(build, args, kwargs, count(MOST))
    own = {place for place, _number in kept.places}
    if again is None or (kept.sql, kept.places, _but(kept.params, own)) != (
        again.sql,
        again.places,
        _but(again.params, own),
    ):
        raise NotPreparable(f"{build.__name__}: {kept.sql}")
    return kept


def _but(params: tuple[Any, ...], places: set[int]) -> list[Any]:
    return [each for place, each in enumerate(params) if place not in places]


def _built(
    build: Callable[..., QuerySet[Any, Any]],
    args: list[Any],
    kwargs: dict[str, Any],
    numbers: Iterator[int],
) -> _Kept | None:
    marks: list[Any] = []

    def mark(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(mark(each) for each in value)
        if not _changes(value):
            return value
        marks.append(_MARKS[type(value)](next(numbers)))
        return marks[-1]

    given = (*args, *kwargs.values())
    marked = [mark(each) for each in args]
    named = {name: mark(value) for name, value in kwargs.items()}
    asked = build(*marked, **named)
    own = _own()
    compiler = asked.query.get_compiler(connection=own)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        if () in given:
            return None
        # Else it was the mark that Django found impossible, like a number too big for
        # its column; to answer "nothing" ever after would open a gate of absence.
        raise NotPreparable(f"{build.__name__}: nothing to ask") from None
    sent = {_as_sent(each, own): number for number, each in enumerate(marks)}
    places = tuple(
        (place, sent[each]) for place, each in enumerate(params) if each in sent
    )
    if {number for _place, number in places} != set(sent.values()):
        raise NotPreparable(f"{build.__name__}: {sql}")
    compiler.connection = None  # of this thread; each call brings its own
    return _Kept(
        compiler, asked._iterable_class, asked.query, sql, tuple(params), places
    )


_MARKS: dict[type, Callable[[int], Any]] = {
    UUID: lambda number: UUID(int=(0xFACADE << 100) + number),
    int: lambda number: 31_000 + number,  # fits the smallest of columns
    str: lambda number: f"\ufdd0{number}",
    datetime: lambda number: datetime(1811, 1, 1, tzinfo=UTC) + timedelta(number),
}


def _as_sent(value: Any, own: Any) -> Any:
    """The value as a field of Django would hand it to this database's driver."""
    if isinstance(value, UUID):
        return value if own.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return own.ops.adapt_datetimefield_value(value)
    return value


class _Query:
    """The query of Django, with a compiler that knows its statement already."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, *_args: Any, **_options: Any) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


class _Asked:
    """As much of a queryset as its own way of making rows looks at."""

    db = "default"
    _known_related_objects: dict[Any, Any] = {}
    _fields = ()

    def __init__(self, query: _Query) -> None:
        self.query, self.model = query, query.model
