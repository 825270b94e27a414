"""How a test looks at a page: logged in as somebody of the cast, in one language."""

from __future__ import annotations

from typing import Any

from django.test import Client

from greenlane.board.pages import order_page
from greenlane.board.whose import Next
from greenlane.core import clock, guard


def look(
    cast: Any, path: str, *, by: str = "wang", language: str = "en", live: bool = False
) -> Any:
    """The answer to this person's browser; `live` asks as the page itself does."""
    client = Client()
    client.force_login(cast.accounts[by])
    client.cookies["django_language"] = language
    return client.get(path, headers={"HX-Request": "true"} if live else {})


def text(cast: Any, path: str, **kw: Any) -> str:
    answer = look(cast, path, **kw)
    assert answer.status_code == 200
    return answer.content.decode()


def stand_still(cast: Any) -> None:
    """The unit's clock stops, so that two looks see the same minute."""
    unit = cast.unit
    unit.clock_start, unit.clock_set_at = clock.now(), clock.wall()
    unit.is_drill, unit.clock_speed = True, 0.0
    with guard.lifted():
        unit.save()


def step(cast: Any, order: Any, by: str = "wang") -> Next:
    """The next step as this person is told it; there has to be one."""
    found = order_page(cast.actor(by), order.number).next
    assert found is not None
    return found


def name(cast: Any, order: Any, by: str = "wang") -> str:
    """The verb of the next step."""
    return step(cast, order, by).verb.name
