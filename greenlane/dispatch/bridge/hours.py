"""When a crew is there: its shifts, and inside of them what its hours of duty allow.

Rest is never traded: from one rest to the next nobody is planned for longer than the
rule pack lets him work, whatever the roster says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from greenlane.work.rest import Duty
from greenlane.workforce.rosters import Spell

_MINUTE = timedelta(minutes=1)
AHEAD = 21 * 24 * 60  # as far as hours are laid out; no surge is planned further

Minutes = tuple[tuple[int, int], ...]


def there(
    key: str,
    duty: Sequence[Duty],
    roster: Mapping[str, tuple[Spell, ...]],
    *,
    zero: datetime,
) -> Minutes:
    """From minute to minute, all of them together; empty if they are not there."""
    begins = max(0, max((each.free_from - zero) // _MINUTE for each in duty))
    left = min(each.left for each in duty) // _MINUTE
    most, rest = duty[0].most // _MINUTE, duty[0].rest // _MINUTE
    spells: Minutes = ((0, AHEAD),)
    if key in roster:
        spells = tuple(
            (max(0, -((zero - starts) // _MINUTE)), (ends - zero) // _MINUTE)
            for starts, ends in roster[key]
        )
    return within(spells, begins=begins, left=left, most=most, rest=rest)


def within(spells: Minutes, *, begins: int, left: int, most: int, rest: int) -> Minutes:
    """What is worked of these: not before `begins`, then `left` minutes, rest, `most`.

    Between two shifts that lie as far apart as a rest he has rested.
    """
    found: list[tuple[int, int]] = []
    free, ended = begins, begins
    if left <= 0:
        free, left = begins + rest, most
    for starts, ends in spells:
        start = max(starts, free)
        if start - ended >= rest:
            left = most
        while start < min(ends, AHEAD):
            end = min(ends, start + left)
            found.append((start, end))
            left -= end - start
            ended = free = end
            if left > 0:
                break
            start = free = end + rest
            left = most
    return tuple(found)
