"""A JSON body is read strictly: size, depth, no twice-given keys, no NaN."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from greenlane.core.refusals import FieldError, Malformed, TooLarge, WrongType

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 12


def read_json(request: HttpRequest) -> Any:
    """The body as data. Raises Malformed (422), TooLarge (413) or WrongType (415).

    What is not marked as JSON is not read: a foreign page can make a browser send a
    form or plain text here, but JSON only after asking us first.
    """
    if request.content_type != "application/json":
        raise WrongType([FieldError("$", "not-json-type")], code="not-json-type")
    try:
        body = request.body
    except RequestDataTooBig:
        raise TooLarge([FieldError("$", "too-large")], code="too-large") from None
    if len(body) > MAX_BYTES:
        raise TooLarge([FieldError("$", "too-large")], code="too-large")
    try:
        found = json.loads(
            body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, ValueError):
        raise Malformed([FieldError("$", "not-json")]) from None
    if _depth(found) > MAX_DEPTH:
        raise Malformed([FieldError("$", "too-deep")])
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed([FieldError("$", "key-given-twice")])
    return found


def _no_constant(name: str) -> Any:
    raise Malformed([FieldError("$", "not-a-number", name)])


def _depth(value: Any, so_far: int = 0) -> int:
    if so_far > MAX_DEPTH:
        return so_far
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return so_far
    return max((_depth(each, so_far + 1) for each in inner), default=so_far)
