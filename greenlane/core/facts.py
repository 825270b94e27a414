"""What a fact is: a frozen dataclass with NAME, V and a sentence in any language."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.conf import settings

Names = Mapping[Any, str]


class Fact(Protocol):
    """Ids, codes and numbers only. Names reach the sentence through `names`."""

    NAME: ClassVar[str]
    V: ClassVar[int]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def sentence(self, names: Names) -> str: ...


@cache
def known() -> dict[str, type]:
    """Every fact by its name, from the composition root."""
    return {fact.NAME: fact for fact in import_module(settings.GREENLANE_FACTS).FACTS}


def plain(fact: Fact) -> dict[str, Any]:
    """A fact as JSON can hold it."""
    return {
        field.name: _plain(getattr(fact, field.name))
        for field in dataclasses.fields(fact)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"a fact holds ids, codes and numbers only, not {type(value)}")


def read(name: str, v: int, facts: dict[str, Any]) -> Fact | None:
    """A stored fact as its dataclass; None when nobody knows the name any more."""
    kind = known().get(name)
    if kind is None:
        return None
    if v < kind.V:  # type: ignore[attr-defined]
        facts = kind.upgrade(v, facts)  # type: ignore[attr-defined]
    wanted = {field.name for field in dataclasses.fields(kind)}
    return kind(**{key: value for key, value in facts.items() if key in wanted})
