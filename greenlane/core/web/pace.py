"""How often an address may ask for a page that needs no login: counted by the minute.

In the memory of each process, so no request writes for it; whoever restarts the house
starts anew. Wrong codes are counted in the tables besides (`login_limit.guessed`).
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock

MINUTE = 60.0
KNOWN = 20_000  # who came last; older ones are forgotten


@dataclass
class Pace:
    """`most` in any minute, for each who asks."""

    most: int
    tick: Callable[[], float] = time.monotonic
    _seen: OrderedDict[Hashable, tuple[float, int]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def too_fast(self, who: Hashable) -> int:
        """Seconds to wait; 0 for whoever may go on, which counts."""
        now = self.tick()
        with self._lock:
            began, count = self._seen.pop(who, (now, 0))
            if now - began >= MINUTE:
                began, count = now, 0
            self._seen[who] = began, count + (count < self.most)
            while len(self._seen) > KNOWN:
                self._seen.popitem(last=False)
        return 0 if count < self.most else max(1, int(began + MINUTE - now))
