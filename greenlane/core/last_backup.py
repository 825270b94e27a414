"""When this house was backed up last: a small file in the data folder says so.

It is no business state and lies in no table: what a restored house would tell of a
backup made elsewhere helps nobody.
"""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from greenlane.core import clock

FILE = "last_backup.json"
LATE = timedelta(hours=26)  # a day, and time for a slow night


def note(told: dict[str, Any]) -> None:
    """Write it whole or not at all."""
    path = _path()
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as out:
        json.dump({"at": clock.wall().isoformat(), **told}, out, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def read() -> dict[str, Any] | None:
    """What was told of the last one: `at`, `file`, `size`, `sha256`; None: never."""
    try:
        found = json.loads(_path().read_text(encoding="utf-8"))
        at = datetime.fromisoformat(found["at"])
        return {**found, "at": at} if at.tzinfo else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def age() -> timedelta | None:
    """How long ago it was made; None when there is none that can be read."""
    found = read()
    return clock.wall() - found["at"] if found else None


def late() -> bool:
    """Whether none was made within a day: it is time for one."""
    since = age()
    return since is None or since > LATE


def _path() -> Path:
    return Path(settings.DATA_DIR) / FILE
