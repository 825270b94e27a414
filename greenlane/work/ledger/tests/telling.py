"""How a case is told in the tests: hours since the request, work, waits, a story."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from greenlane.work.ledger import Item, Span, Story

ITEMS = (
    Item("survey", (), 50),
    Item("kit", (), 60),
    Item("build", ("survey", "kit"), 120),
    Item("meter", ("survey",), 20),
    Item("energise", ("build", "meter"), 15),
)


def hour(h: float) -> datetime:
    return datetime(2022, 8, 11, 11, tzinfo=UTC) + timedelta(hours=h)


def hours(h: float) -> timedelta:
    return timedelta(hours=h)


def work(task: str | None, start: float, end: float | None = None, **more) -> Span:
    return Span("work", task, hour(start), end and hour(end), **more)


def wait(task: str | None, cause: str, start: float, end: float | None = None, **more):
    return Span("wait", task, hour(start), end and hour(end), cause, **more)


def story(*spans: Span, items=ITEMS, **more) -> Story:
    more.setdefault("owner", "role:dispatcher")
    finished = {key: hour(at) for key, at in more.pop("finished", {}).items()}
    return Story(requested=hour(0), items=items, finished=finished, spans=spans, **more)


def split(told) -> tuple[float, float, float]:
    return tuple(part / hours(1) for part in (told.work, told.wait, told.gap))
