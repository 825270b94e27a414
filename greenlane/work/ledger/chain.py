"""Which task holds the site dark: foreseen while it is dark, known once it is lit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from graphlib import TopologicalSorter
from typing import NamedTuple

from greenlane.work.ledger.model import Item, Span, Story


class Turns:
    """The holding task as a function of time; it changes only when a task finishes.

    While the site is dark: of the open tasks whose predecessors are all finished, the
    one that heads the longest remaining chain of likely minutes; ties to the earlier
    in the playbook. A chain ends at a finished task: what was overtaken holds nothing.

    Once it is energised: the chain of actual last finishers. It begins with the task
    that showed the last sign of work by then (its finish, or the end of its last stint
    if it is ready and not finished) and goes back to the predecessor that finished
    last; ties to the later in the playbook. A task holds from the finish of that
    predecessor to its own, the first one from the request. Moments outside the chain
    (after the last finish, or where a task was finished before all that it stands on)
    are decided as while the site was dark.
    """

    def __init__(self, story: Story, *, spans: Sequence[Span], until: datetime) -> None:
        plan = _Plan(story)
        links = plan.links(spans) if _lit(story, until) else ()
        marks = {at for at in story.finished.values() if story.requested < at <= until}
        self.marks = (story.requested, *sorted(marks))
        self._items = [_linked(links, at) or plan.foremost(at) for at in self.marks]

    def at(self, moment: datetime) -> str | None:
        """The key of the holding task, None when no task is open."""
        return self._items[max(bisect_right(self.marks, moment) - 1, 0)]


class _Link(NamedTuple):
    start: datetime
    end: datetime
    key: str


def _lit(story: Story, until: datetime) -> bool:
    return story.energised is not None and story.energised <= until


def _linked(links: Sequence[_Link], at: datetime) -> str | None:
    return next((link.key for link in links if link.start <= at < link.end), None)


@lru_cache(maxsize=200)
def _last_first(before: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    """The tasks, the last first. Most orders go by the same few playbooks."""
    return tuple(TopologicalSorter(dict(before)).static_order())[::-1]


class _Plan:
    """The pinned playbook with what has been finished of it."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.items: dict[str, Item] = {item.key: item for item in story.items}
        self.place = {key: place for place, key in enumerate(self.items)}
        self.before = {
            key: tuple(k for k in item.after if k in self.items)
            for key, item in self.items.items()
        }
        self.last_first = _last_first(tuple(self.before.items()))

    def is_finished(self, key: str, at: datetime) -> bool:
        finished = self.story.finished.get(key)
        return finished is not None and finished <= at

    def is_ready(self, key: str, at: datetime) -> bool:
        return not self.is_finished(key, at) and all(
            self.is_finished(before, at) for before in self.before[key]
        )

    def remaining(self, at: datetime) -> Mapping[str, int]:
        """Likely minutes of the longest chain of open tasks that each one heads."""
        behind = dict.fromkeys(self.items, 0)
        chain: dict[str, int] = {}
        for key in self.last_first:
            if self.is_finished(key, at):
                continue
            chain[key] = self.items[key].likely + behind[key]
            for before in self.before[key]:
                behind[before] = max(behind[before], chain[key])
        return chain

    def foremost(self, at: datetime) -> str | None:
        chain = self.remaining(at)  # of those that are open: what is in it holds up
        ready = (key for key in chain if chain.keys().isdisjoint(self.before[key]))
        return max(ready, key=lambda key: (chain[key], -self.place[key]), default=None)

    def links(self, spans: Sequence[Span]) -> tuple[_Link, ...]:
        """Who held from when to when, the last first."""
        found: list[_Link] = []
        energised = self.story.energised
        assert energised is not None
        key = self._last(spans, energised)
        upper = min(self.story.finished.get(key, energised), energised) if key else None
        while key is not None and upper is not None:
            before = self._last_finisher(self.before[key], upper)
            if before is not None:
                found.append(_Link(self.story.finished[before], upper, key))
                upper = self.story.finished[before]
            elif not self.before[key]:
                found.append(_Link(self.story.requested, upper, key))
            key = before
        return tuple(found)

    def _last_finisher(self, keys: Sequence[str], by: datetime) -> str | None:
        done = [key for key in keys if self.is_finished(key, by)]
        finished = self.story.finished
        return max(done, key=lambda k: (finished[k], self.place[k]), default=None)

    def _last(self, spans: Sequence[Span], by: datetime) -> str | None:
        """The task that showed the last sign of work; an open one wins over a tie."""
        signs = [
            (self.story.finished[key], False, 0, self.place[key], key)
            for key in self.items
            if self.is_finished(key, by)
        ]
        chain = self.remaining(by)
        for span in spans:
            key = span.task
            if span.kind != "work" or span.start >= by:
                continue
            if key is not None and key in chain and self.is_ready(key, by):
                at = min(span.end or by, by)
                signs.append((at, True, chain[key], self.place[key], key))
        return max(signs)[-1] if signs else None
