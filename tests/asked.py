"""What would be asked next, written down instead of done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import pytest

from tests.cast import Cast

Asked = tuple[str, dict[str, Any], str]


class Written(Exception):
    """What would have been asked."""


class Pen:
    """Stands in for the cast: writes down what is asked instead of doing it."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cast, name)

    def do(self, verb: str, data: dict[str, Any], *, by: str) -> NoReturn:
        raise Written(verb, data, by)


def next_ask(deed: Callable[..., Any], cast: Cast, *args: Any, **kw: Any) -> Asked:
    with pytest.raises(Written) as written:
        deed(Pen(cast), *args, **kw)
    verb, data, by = written.value.args
    return verb, data, by
