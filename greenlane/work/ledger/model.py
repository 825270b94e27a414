"""What the ledger is told about one supply point, and what it answers.

All instants are in UTC; an interval holds its start and not its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from graphlib import CycleError, TopologicalSorter
from typing import Literal, get_args

SpanKind = Literal["work", "wait", "handoff", "assigned"]
PieceKind = Literal["work", "wait", "gap"]


class BadStory(ValueError):
    """The facts contradict each other in a way that no ledger can be made of."""


@dataclass(frozen=True)
class Item:
    """One task of the pinned playbook.

    `likely` is in minutes. `owner` answers for its gaps when nobody is assigned, as
    "person:<id>" or "role:<code>". `begins` is the verb that starts its work.
    """

    key: str
    after: tuple[str, ...]
    likely: int
    owner: str = ""
    begins: str = "work.start_field_work"


@dataclass(frozen=True)
class Span:
    """A stint, a wait, an offer not yet accepted, or somebody's being assigned.

    `task` None means the whole order; `end` None means still open. `holder` of an
    offer is the one it was made to. `corrects` is the `key` of the span that this one
    replaces; a span corrected to no length is withdrawn.
    """

    kind: SpanKind
    task: str | None
    start: datetime
    end: datetime | None = None
    cause: str = ""
    holder: str = ""
    expected_end: datetime | None = None
    recorded_seq: int = 0
    key: str = ""
    corrects: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(SpanKind):
            raise BadStory(f"no span is a {self.kind!r}")
        if (self.kind == "wait") != bool(self.cause):
            raise BadStory("a wait names its cause, and nothing else has one")


@dataclass(frozen=True)
class Stretch:
    """A stretch of time on the whole order; `end` None means it has not ended."""

    start: datetime
    end: datetime | None = None
    holder: str = ""


@dataclass(frozen=True)
class Story:
    """Everything that is known about the time of one supply point.

    `holds`: the order rested by decision. `ends`: cancelled or merged until reopened.
    `kept_supply`: an old supply stayed on. `finished` names a task once it is finished
    or dropped. `owner` answers for a gap that no task explains. `p80_minutes` is the
    pinned playbook's; without it nobody can say that an order is not needed yet.

    Raises BadStory for doubled keys, negative minutes and circular tasks.
    """

    requested: datetime
    need_at: datetime | None = None
    energised: datetime | None = None
    items: tuple[Item, ...] = ()
    finished: Mapping[str, datetime] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    holds: tuple[Stretch, ...] = ()
    ends: tuple[Stretch, ...] = ()
    kept_supply: tuple[Stretch, ...] = ()
    p80_minutes: int | None = None
    owner: str = ""

    def __post_init__(self) -> None:
        if len({item.key for item in self.items}) < len(self.items):
            raise BadStory("two tasks have one key")
        if any(item.likely < 0 for item in self.items):
            raise BadStory("a task takes less than no time")
        try:
            TopologicalSorter({i.key: i.after for i in self.items}).prepare()
        except CycleError as circle:
            raise BadStory(f"tasks wait for each other: {circle.args[1]}") from circle


@dataclass(frozen=True)
class Piece:
    """One thing held the site dark for so long; only a wait has a `cause`."""

    start: datetime
    end: datetime
    kind: PieceKind
    cause: str
    item: str | None
    holder: str


@dataclass(frozen=True)
class Ledger:
    """The pieces lie end to end; work + wait + gap = elapsed, to the microsecond."""

    pieces: tuple[Piece, ...]
    work: timedelta
    wait: timedelta
    gap: timedelta
    elapsed: timedelta
    dark: timedelta
    by_cause: Mapping[str, timedelta]
    by_item: Mapping[str | None, timedelta]


@dataclass(frozen=True)
class Holding:
    """What holds the site dark now, since when, and the verb that ends it."""

    item: str | None
    kind: PieceKind
    cause: str
    holder: str
    since: datetime
    next_step: str
