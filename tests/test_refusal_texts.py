"""Every "no" has a sentence and a next step, in both languages, in one shape."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.utils import translation

from greenlane.core import refusals
from greenlane.core.refusals import (
    FieldError,
    GateHeld,
    Malformed,
    Missing,
    NotFound,
    Refused,
)
from greenlane.core.texts import sentence
from greenlane.core.web.problems import MEDIA, plain_problem, problem
from greenlane.texts import TEXTS
from tests import shape

# Where the code stands among the arguments, and its name where it is named.
NOWHERE = 9  # these hold errors with codes of their own
PLACES = {
    "Missing": (1, "what"),
    "FieldError": (1, "code"),
    **dict.fromkeys(("Malformed", "TooLarge", "WrongType"), (NOWHERE, "code")),
}
_HOLE = re.compile(r"%\((\w+)\)[sd]")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def raised() -> Iterator[tuple[str, str, ast.Call]]:
    """(where, code, call) of every refusal that is written down."""
    kinds = {name for name, each in vars(refusals).items() if _refuses(each)}
    kinds |= {"TooManyLogins", "BadBlob", "plain_problem", *PLACES}
    kinds -= {"NotFound"}  # one sentence for whatever is not there
    for path in shape.product_files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in kinds:
                for code in _codes(node, *PLACES.get(name, (0, "code"))):
                    yield f"{shape.short(path)}:{node.lineno}", code, node


def _refuses(each: Any) -> bool:
    return isinstance(each, type) and issubclass(each, Refused)


def _codes(call: ast.Call, place: int, name: str) -> Iterator[str]:
    given = [*call.args[place : place + 1]]
    given += [each.value for each in call.keywords if each.arg == name]
    for value in given:
        for part in ast.walk(value):
            text = getattr(part, "value", None)
            if isinstance(text, str) and _CODE.fullmatch(text):
                yield text


@cache
def codes() -> dict[str, str]:
    return {code: where for where, code, _call in raised()}


def test_every_refusal_that_is_written_down_has_its_sentence() -> None:
    missing = {code: where for code, where in codes().items() if code not in TEXTS}
    assert not missing, "give it a Text in the room's texts.py"
    assert len(codes()) > 150


def test_every_next_verb_that_is_named_is_one() -> None:
    from greenlane.core.command import commands

    for where, _code, call in raised():
        for each in call.keywords:
            if each.arg == "next_step" and isinstance(each.value, ast.Constant):
                name = str(each.value.value)
                assert "." not in name or name in commands(), f"{where}: {name}"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_sentence_can_be_said_and_names_the_next_step(language: str) -> None:
    with translation.override(language):
        for code, text in TEXTS.items():
            facts = {name: 7 for part in text for name in _HOLE.findall(str(part))}
            says, step = sentence(code, facts)
            assert says, code
            assert step, code
            assert "%(" not in says + step, code
            assert not _HOLE.search(says + step)
            bare = sentence(code, {})
            assert all(bare), f"{code}: a sentence never fails for want of a fact"


def test_every_sentence_is_said_in_chinese() -> None:
    with translation.override("zh-hans"):
        said = {code: sentence(code, {}) for code in TEXTS}
    chinese = re.compile(r"[\u4e00-\u9fff]")
    english = [c for c, (says, step) in said.items() if not chinese.search(says)]
    english += [c for c, (says, step) in said.items() if not chinese.search(step)]
    assert not english


def test_facts_named_in_a_sentence_are_given_where_it_is_raised() -> None:
    """A hole that no raise fills would show as a dash for ever."""
    filled: dict[str, set[str]] = {}
    for _where, code, call in raised():
        filled.setdefault(code, set()).update(_facts_of(call))
    for code, given in filled.items():
        if "**" in given or code not in TEXTS:
            continue
        holes = {hole for part in TEXTS[code] for hole in _HOLE.findall(str(part))}
        assert holes <= given, f"{code}: nobody gives {holes - given}"


def _facts_of(call: ast.Call) -> Iterator[str]:
    for each in call.keywords:
        if each.arg is None or each.arg == "facts":
            dictionary = each.value if isinstance(each.value, ast.Dict) else None
            if dictionary is None:
                yield "**"
                continue
            yield from (str(getattr(k, "value", "**")) for k in dictionary.keys)
        else:
            yield each.arg


SHAPE = {"type", "title", "status", "code", "next_step", "next_command", "facts"}
REFUSALS = (
    Refused("busy"),
    NotFound("order", number="BY-1"),
    Malformed([FieldError("text", "too-long"), FieldError("$", "not-json")]),
    GateHeld([Missing("G8", "no-permit"), Missing("G0", "stopped")]),
)


@pytest.mark.parametrize("refused", REFUSALS, ids=lambda each: type(each).__name__)
def test_every_problem_has_one_shape(refused: Refused) -> None:
    answer = problem(refused)
    said = json.loads(answer.content)
    assert answer.headers["Content-Type"] == MEDIA
    assert set(said) >= SHAPE
    assert said["status"] == answer.status_code == refused.status
    assert said["type"] == f"urn:greenlane:problem:{said['code']}"
    assert said["title"] != said["code"]
    for error in said.get("errors", ()):
        assert set(error) == {"field", "code", "detail", "next_step"}
    for missing in said.get("missing", ()):
        assert {"gate", "what", "holder", "since", "says", "do"} <= set(missing)


def test_a_problem_that_no_command_raised_has_the_same_shape() -> None:
    answer = plain_problem("no-such-address", 404)
    assert answer.status_code == 404
    assert b"urn:greenlane:problem:no-such-address" in answer.content
