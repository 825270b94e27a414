"""Two clocks: the unit's own, which a drill may move, and the wall's, which nobody may.

Sessions, tokens, challenges and limits read `wall()`; everything else `now()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Scene:
    """A unit's clock: it read `start` at the wall's `set_at` and runs `speed`-fold."""

    start: datetime
    set_at: datetime
    speed: float

    def read(self, wall_time: datetime) -> datetime:
        return self.start + (wall_time - self.set_at) * self.speed


class OtherClock(Exception):
    """The command has come to a row of this unit, whose clock does not time it yet.

    The door catches it and begins the command anew with that clock too.
    """

    def __init__(self, unit: int) -> None:
        self.unit = unit
        super().__init__(unit)


_scene: ContextVar[Scene | None] = ContextVar("scene", default=None)
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def wall() -> datetime:
    """The instant on the wall, aware, UTC; never simulated."""
    return datetime.now(UTC)


def now() -> datetime:
    """The instant on the clock of the unit at work, aware, UTC.

    Inside `not_before` it never reads less than what the journal has already told.
    """
    told = _told.get()
    return max(_reading(), told) if told else _reading()


def scene() -> Scene | None:
    """The scene that `now()` reads; None for the wall."""
    return _scene.get()


def behind() -> timedelta:
    """How far the clock reads behind what the journal has already told; else zero."""
    told = _told.get()
    return max(told - _reading(), timedelta(0)) if told else timedelta(0)


def _reading() -> datetime:
    scene = _scene.get()
    return scene.read(wall()) if scene else wall()


@contextmanager
def of(scene: Scene | None) -> Iterator[None]:
    """Inside, `now()` reads this scene (None: the wall)."""
    token = _scene.set(scene)
    try:
        yield
    finally:
        _scene.reset(token)


@contextmanager
def not_before(told: datetime | None) -> Iterator[None]:
    """Inside, time does not run backwards past this instant (None: no such floor).

    A server whose battery died wakes up years ago. What it records then would look
    older than the work that came before, and stale evidence would look fresh.
    """
    token = _told.set(told)
    try:
        yield
    finally:
        _told.reset(token)
