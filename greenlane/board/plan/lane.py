"""What a lane of the timeline is drawn from: instants and words, no positions. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Did:
    """What was: `kind` is work, wait or gap; `sort` says which kind of wait."""

    kind: str
    start: datetime
    end: datetime
    label: str = ""
    title: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Planned:
    """A line of the plan. `key`: of its task; `runs`: frozen, somebody is at it.

    `number`: of its order; empty where lines of several are drawn together.

    `labels`: from the longest to the shortest; the first that has room is written.
    """

    key: str
    number: str
    start: datetime
    end: datetime
    labels: tuple[str, ...] = ()
    title: str = ""
    leave: datetime | None = None
    runs: bool = False
    pinned: bool = False
    of: tuple[Planned, ...] = ()  # more than one: drawn together


@dataclass(frozen=True)
class Ends:
    """When an order is expected to end (P50, P80), was promised to, and has to.

    `end`: of its last line, from where the spread goes on to P80.
    """

    number: str
    end: datetime | None = None
    p50: datetime | None = None
    p80: datetime | None = None
    promised: tuple[datetime, datetime] | None = None
    deadline: datetime | None = None
    late: bool = False
    title: str = ""


@dataclass(frozen=True)
class Ghost:
    """Where a line was in another revision."""

    start: datetime
    end: datetime
    title: str = ""


@dataclass(frozen=True)
class Lane:
    """`key`: of the crew, empty where a bar may not be moved onto it."""

    key: str
    name: str
    number: str = ""  # of an order, that the name leads to
    short: str = ""  # the same in short
    later: int = 0
    did: tuple[Did, ...] = ()
    planned: tuple[Planned, ...] = ()
    ends: tuple[Ends, ...] = ()
    ghosts: tuple[Ghost, ...] = ()
