"""What no rule pack may go past, as `packs/bounds.toml` has it: a P gate stands on it.

A pack is data that a utility owns; a gate is not. Whatever would let a gate be passed
without what it asks for is refused when the pack is read, key by key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from greenlane.core.packvalues import Problem, Value, decimal

BOUNDS = "bounds.toml"
Values = Mapping[str, Value]


@cache
def table() -> dict[str, Any]:
    """The bounds as they are written; broken, they let no pack in."""
    text = (resources.files("greenlane") / "packs" / BOUNDS).read_text("utf-8")
    return tomllib.loads(text, parse_float=decimal)


def beyond(values: Values, *, whole: bool = True) -> list[Problem]:
    """Everything in which these values go past the bounds.

    Not `whole`: a pack that was pinned before a key was asked for may lack it.
    """
    shelves = _shelves(values)
    found = [
        Problem(BOUNDS, key, reason)
        for bound in table()["bound"]
        for key in _matching(bound["key"], shelves)
        for reason in _reasons(bound, values[key], values)
    ]
    found += [Problem(BOUNDS, key, reason) for key, reason in _rules(values, shelves)]
    if whole:
        groups = _shelves({key.rpartition(".")[0] for key in values})
        lacking = _lacking(values, groups)
        found += [Problem(BOUNDS, key, "is missing") for key in lacking]
        found += _empty(values, groups)
    return found


def tunable(key: str) -> bool:
    """Whether the owner may change this value for one unit, within the bounds."""
    return any(_pattern(each).fullmatch(key) for each in table()["tunable"]["keys"])


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(re.escape(key).replace(r"\*", "[a-z0-9_]+"))


Shelves = Mapping[str, set[str]]


def _shelves(keys: Iterable[str]) -> Shelves:
    """The keys by their first word, which is plain in every pattern."""
    found: dict[str, set[str]] = {}
    for key in keys:
        found.setdefault(key.partition(".")[0], set()).add(key)
    return found


def _matching(pattern: str, shelves: Shelves) -> list[str]:
    shelf = shelves.get(pattern.partition(".")[0], set())
    if "*" not in pattern:
        return [pattern] if pattern in shelf else []
    return sorted(filter(_pattern(pattern).fullmatch, shelf))


def _reasons(bound: Mapping[str, Any], held: Value, values: Values) -> Iterator[str]:
    of, value = bound.get("of"), held.value
    if of and not _is(of, value):
        yield f"{_WORDS[of]} is needed"
        return
    if "unit" in bound and held.unit not in bound["unit"]:
        yield f"the unit must be {' or '.join(bound['unit'])}, not {held.unit!r}"
    if {"least", "most"} & bound.keys():
        yield from _out(bound, held)
    if "words" in bound and not any(_same(value, each) for each in bound["words"]):
        yield f"must be {' or '.join(map(_told, bound['words']))}"
    if "names" in bound:
        yield from _unknown(bound["names"], _groups(value), values)
    for one in bound.get("holds", ()):
        if not any(group <= set(one) for group in _groups(value)):
            yield f"asks for none of {', '.join(one)}"


_WORDS = {
    "number": "a number",
    "yes_no": "true or false",
    "word": "a text",
    "words": "a list of texts",
}


def _is(of: str, value: Any) -> bool:
    if of == "number":
        return not isinstance(value, bool | str | tuple)
    if of == "yes_no":
        return isinstance(value, bool)
    if of == "word":
        return isinstance(value, str)
    return isinstance(value, tuple) and all(isinstance(each, str) for each in value)


def _same(value: Any, wanted: Any) -> bool:
    """1 is no yes."""
    return type(value) is type(wanted) and value == wanted


def _told(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _out(bound: Mapping[str, Any], held: Value) -> Iterator[str]:
    try:
        figure = held.number
    except ValueError:
        yield "a number is needed"
        return
    if "least" in bound and figure < bound["least"]:
        yield f"must not be less than {bound['least']}"
    if "most" in bound and figure > bound["most"]:
        yield f"must not be more than {bound['most']}"


def _groups(value: Any) -> list[set[str]]:
    """A list of kinds, each with those that may stand for it."""
    listed = value if isinstance(value, tuple) else ()
    return [set(str(each).split("|")) for each in listed]


def _unknown(prefix: str, groups: list[set[str]], values: Values) -> Iterator[str]:
    start = f"{prefix}."
    known = {key.split(".")[1] for key in values if key.startswith(start)}
    for each in sorted(set().union(*groups) - known):
        yield f"the pack has no {prefix}.{each}"


def _rules(values: Values, shelves: Shelves) -> Iterator[tuple[str, str]]:
    for rule in table()["rule"]:
        for key in _matching(rule["when"], shelves):
            if not any(_same(values[key].value, each) for each in rule["is"]):
                continue
            other = f"{key.rpartition('.')[0]}.{rule['then']}"
            if other not in values or not _same(values[other].value, rule["be"]):
                said = f"must be {_told(rule['be'])}, as {key} says"
                yield other, said


def _lacking(values: Values, groups: Shelves) -> Iterator[str]:
    for bound in table()["bound"]:
        key, needed = bound["key"], bound.get("needed")
        if needed == "always" and key not in values:
            yield key
        if needed == "beside":
            above, _dot, word = key.rpartition(".")
            for group in _matching(above, groups):
                if f"{group}.{word}" not in values:
                    yield f"{group}.{word}"


def _empty(values: Values, groups: Shelves) -> Iterator[Problem]:
    for each in table()["one_of"]:
        for group in _matching(each["group"], groups):
            if not any(f"{group}.{word}" in values for word in each["words"]):
                yield Problem(BOUNDS, group, f"needs {' or '.join(each['words'])}")
