"""Query parameters, read strictly: a wrong one is named, never guessed at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from greenlane.core.actors import Actor
from greenlane.core.refusals import FieldError, Malformed
from greenlane.core.text import lying_marks
from greenlane.core.web.viewer import ViewerRequest

T = TypeVar("T")


def number(
    request: ViewerRequest, name: str, default: int, least: int, most: int
) -> int:
    """A whole number between two bounds."""
    text = request.GET.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Malformed([FieldError(name, "not-a-number")])
    if not least <= int(text) <= most:
        raise Malformed([FieldError(name, "out-of-range", f"{least} … {most}")])
    return int(text)


def word(request: ViewerRequest, name: str, *, most: int) -> str:
    """A short text, or nothing; no hidden characters."""
    text = request.GET.get(name, "")
    if len(text) > most:
        raise Malformed([FieldError(name, "too-long")])
    if lying_marks(text):
        raise Malformed([FieldError(name, "hidden-character")])
    return text


def key(request: ViewerRequest, name: str) -> UUID | None:
    """The id of a row, or nothing."""
    text = request.GET.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Malformed([FieldError(name, "not-an-id")]) from None


def choice(
    request: ViewerRequest, name: str, choices: Mapping[str, T], default: str
) -> T:
    """One of a few words."""
    text = request.GET.get(name, default)
    if text not in choices:
        raise Malformed([FieldError(name, "not-a-choice", " ".join(choices))])
    return choices[text]


def unit_number(request: ViewerRequest, actor: Actor) -> int:
    """The unit asked for, or the caller's own."""
    return number(request, "unit", actor.unit, 1, 32767)
