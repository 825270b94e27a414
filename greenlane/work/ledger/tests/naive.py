"""A second opinion, minute by minute, written without a look at the ledger's code."""

from __future__ import annotations

from datetime import datetime, timedelta

from greenlane.work.ledger.model import Span, Story

Minute = tuple[str, str, str | None, str]


def minutes(story: Story, now: datetime) -> list[Minute]:
    """What held each minute from the request on; every instant is a whole minute."""
    out, at = [], story.requested
    while at < stop(story, now):
        out.append(minute(story, at, now))
        at += timedelta(minutes=1)
    return out


def stop(story: Story, now: datetime) -> datetime:
    last = now
    if story.energised is not None and story.energised < last:
        last = story.energised
    for end in story.ends:
        if (end.end is None or end.end > now) and end.start < last:
            last = end.start
    return last


def minute(story: Story, at: datetime, now: datetime) -> Minute:
    item = holding_item(story, at, now)
    about = [s for s in real(story) if s.task in (None, item) and during(s, at)]
    if resting := [e for e in story.ends if during(e, at)]:
        return "wait", "cancelled", item, first(resting).holder
    if resting := [h for h in story.holds if during(h, at)]:
        return "wait", "held_by_order", item, first(resting).holder
    far = at + timedelta(days=999999)
    waits = [
        (-((s.expected_end or far) - at), s.start, s.recorded_seq, s.cause, s.holder)
        for s in about
        if s.kind == "wait"
    ]
    if story.need_at is not None and story.p80_minutes is not None:
        begin = story.need_at - timedelta(minutes=story.p80_minutes)
        if at < begin:
            rest = (story.requested, 0, "not_needed_yet", story.owner)
            waits.append((at - begin, *rest))
    if waits:
        *_, cause, holder = min(waits)
        return "wait", cause, item, holder
    work = [s for s in about if s.kind == "work"]
    if work:
        return "work", "", item, first(work).holder
    return "gap", "", item, gap_holder(story, item, about)


def gap_holder(story: Story, item: str | None, about: list[Span]) -> str:
    for kind in ("handoff", "assigned"):
        told = [s for s in about if s.kind == kind and s.holder]
        if told:
            return sorted(told, key=lambda s: (s.start, s.recorded_seq, s.holder))[
                -1
            ].holder
    for task in story.items:
        if task.key == item and task.owner:
            return task.owner
    return story.owner


def first(rows):
    return sorted(
        rows, key=lambda r: (r.start, getattr(r, "recorded_seq", 0), r.holder)
    )[0]


def during(row, at: datetime) -> bool:
    return row.start <= at and (row.end is None or row.end > at)


def real(story: Story) -> list[Span]:
    wrong = [s.corrects for s in story.spans if s.corrects]
    return [s for s in story.spans if s.key not in wrong]


def holding_item(story: Story, at: datetime, now: datetime) -> str | None:
    if story.energised is not None and story.energised <= now:
        key = known_item(story, at)
        if key is not None:
            return key
    return likely_item(story, at)


def done(story: Story, key: str, at: datetime) -> bool:
    return key in story.finished and story.finished[key] <= at


def ready(story: Story, at: datetime) -> list[str]:
    keys = {task.key for task in story.items}
    return [
        task.key
        for task in story.items
        if not done(story, task.key, at)
        and all(done(story, key, at) for key in task.after if key in keys)
    ]


def chain(story: Story, key: str, at: datetime) -> int:
    own = next(task.likely for task in story.items if task.key == key)
    behind = [
        chain(story, task.key, at)
        for task in story.items
        if key in task.after and not done(story, task.key, at)
    ]
    return own + max(behind, default=0)


def likely_item(story: Story, at: datetime) -> str | None:
    best, longest = None, -1
    for key in ready(story, at):
        if chain(story, key, at) > longest:
            best, longest = key, chain(story, key, at)
    return best


def known_item(story: Story, at: datetime) -> str | None:
    key, upper = last_sign(story)
    while key is not None:
        task = next(task for task in story.items if task.key == key)
        before = [t.key for t in story.items if t.key in task.after]
        over, previous = None, None
        for each in before:
            if done(story, each, upper):
                when = story.finished[each]
                if over is None or when >= over:
                    over, previous = when, each
        if before and over is None:
            return None
        if at < upper and (over is None or over <= at):
            return key
        key, upper = previous, over
    return None


def last_sign(story: Story) -> tuple[str | None, datetime]:
    lit = story.energised
    best, upper, best_rank = None, lit, None
    for place, task in enumerate(story.items):
        signs = []
        if done(story, task.key, lit):
            signs.append((story.finished[task.key], 0, 0, place))
        elif task.key in ready(story, lit):
            for span in real(story):
                if span.kind == "work" and span.task == task.key and span.start < lit:
                    if span.end is not None and span.end <= span.start:
                        continue
                    end = lit if span.end is None or span.end > lit else span.end
                    signs.append((end, 1, chain(story, task.key, lit), place))
        for rank in signs:
            if best_rank is None or rank > best_rank:
                best_rank, best = rank, task.key
                upper = lit if rank[1] else story.finished[task.key]
    return best, upper
