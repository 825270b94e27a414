"""By when light is wanted: now, in two hours, today, or a time that is picked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext as _

from greenlane.core import clock
from greenlane.desk.times import with_offset

SOON = timedelta(hours=2)
EVENING, BEFORE = 18, timedelta(hours=1)  # from an hour before it, the day ends at 24


@dataclass(frozen=True)
class Wish:
    """One quick choice."""

    key: str
    label: str
    chosen: bool


def wishes(sent: QueryDict, zone: ZoneInfo, now: datetime) -> list[Wish]:
    """The choices of a page that is shown now; `now` goes along with the page."""
    chosen = sent.get("need") or ("pick" if sent.get("need_at") else "now")
    here = {key: _at(key, now.astimezone(zone)) for key in ("soon", "today")}
    said = {
        "now": _("Now"),
        "soon": _("In 2 hours (%(time)s)") % {"time": f"{here['soon']:%H:%M}"},
        "today": _("Today (%(time)s)") % {"time": f"{here['today']:%H:%M}"},
        "pick": _("Another time"),
    }
    return [Wish(key, label, key == chosen) for key, label in said.items()]


def need_at(sent: QueryDict, zone: ZoneInfo) -> Any:
    """The moment as the request takes it; nothing means at once.

    It counts from when the page was shown, so the same page means the same moment.
    """
    wish = sent.get("need", "now")
    if wish not in {"soon", "today"}:
        typed = sent.get("need_at", "") if wish == "pick" else ""
        return with_offset(typed, zone) if typed else ""
    shown = _read(sent.get("asked_at", "")) or clock.now()
    return _at(wish, shown.astimezone(zone)).isoformat()


def _at(wish: str, now: datetime) -> datetime:
    if wish == "soon":
        return (now + SOON).replace(second=0, microsecond=0)
    evening = now.replace(hour=EVENING, minute=0, second=0, microsecond=0)
    return evening if now <= evening - BEFORE else evening.replace(hour=23, minute=59)


def _read(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
