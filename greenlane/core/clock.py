"""Two clocks: the unit's own, which a drill may move, and the wall's, which nobody may.

Sessions, tokens, challenges and limits read `wall()`; everything else `now()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Scene:
    """A unit's clock: it read `start` at the wall's `set_at` and runs `speed`-fold."""

    start: datetime
    set_at: datetime
    speed: float

    def read(self, wall_time: datetime) -> datetime:
        return self.start + (wall_time - self.set_at) * self.speed


_scene: ContextVar[Scene | None] = ContextVar("scene", default=None)


def wall() -> datetime:
    """The instant on the wall, aware, UTC; never simulated."""
    return datetime.now(UTC)


def now() -> datetime:
    """The instant on the clock of the unit at work, aware, UTC."""
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
