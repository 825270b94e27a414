"""A revision that is compared with the plan: where its bars were, what moved and why.

Out of what each revision told otherwise, which is kept for a week: nothing is computed
anew. What begins less than five minutes off was told nobody, and is no ghost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.board.plan.lane import Ghost
from greenlane.core.models import Unit
from greenlane.core.templatetags.times import moment
from greenlane.dispatch import pictured
from greenlane.dispatch.differing import NOTED
from greenlane.dispatch.known import Known
from greenlane.dispatch.models import Line, LineChange, Revision
from greenlane.dispatch.sentences import Told, changed
from greenlane.work.models import Order

MOST = 30  # revisions to choose from
LISTED = 40  # moves that are said
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Moved:
    order: Order
    told: Told


@dataclass(frozen=True)
class Against:
    """`number`: 0 where none is compared; `unknown`: was asked, is not there."""

    number: int = 0
    unknown: str = ""
    choices: tuple[Revision, ...] = ()
    changes: tuple[LineChange, ...] = ()
    moved: tuple[Moved, ...] = ()
    more: int = 0
    added: int = 0


def against(unit: Unit, asked: str, *, now: int) -> Against:
    """The revision that the address asks for; `now` is the number of the plan.

    Without the sentences, which need names first (`told`). One or two queries.
    """
    choices = tuple(x for x in pictured.revisions_of(unit, most=MOST) if x.number < now)
    known = {str(each.number): each.number for each in choices}
    if not asked:
        return Against(choices=choices)
    if asked not in known:
        return Against(unknown=asked[:12], choices=choices)
    number = known[asked]
    whole = _whole(pictured.changes_after(unit, number))
    return Against(number, "", choices, tuple(whole))


def _whole(changes: Iterable[LineChange]) -> Iterable[LineChange]:
    """Of each task one change, from where it was then to where it is now."""
    by_task: dict[UUID, list[LineChange]] = {}
    for each in changes:
        by_task.setdefault(each.task_id, []).append(each)
    for rows in by_task.values():
        first, last = rows[0], rows[-1]
        whole = LineChange(
            task=last.task, order=last.order, why=last.why, about=last.about,
            crews_before=first.crews_before, start_before=first.start_before,
            crews=last.crews, start_at=last.start_at, revision=last.revision,
        )  # fmt: skip
        if not _same(whole):
            yield whole


def _same(change: LineChange) -> bool:
    """Moved and moved back: nobody has to know."""
    if change.start_before is None or change.start_at is None:
        return change.start_before is change.start_at
    near = abs(change.start_at - change.start_before) < NOTED
    return near and change.crews == change.crews_before


def told(found: Against, names: Known) -> Against:
    """With a sentence of each move; the soonest first."""
    moves = [x for x in found.changes if x.start_before is not None]
    moves.sort(key=lambda x: (x.start_at or x.start_before, str(x.task_id)))
    said = tuple(Moved(x.order, changed(x, names)) for x in moves[:LISTED])
    return Against(
        found.number, found.unknown, found.choices, found.changes, said,
        max(0, len(moves) - LISTED), len(found.changes) - len(moves),
    )  # fmt: skip


def ghosts(
    changes: Iterable[LineChange], lines: Mapping[UUID, Line], *, crewed: bool
) -> dict[str, tuple[Ghost, ...]]:
    """By crew, or by order: where each line began, as long as it is now."""
    found: dict[str, list[Ghost]] = {}
    for each in changes:
        if each.start_before is None:
            continue
        ghost = Ghost(
            each.start_before, each.start_before + _length(each, lines), _said(each)
        )
        keys: Sequence[str] = (
            each.crews_before.split() if crewed else [str(each.order_id)]
        )
        for key in keys:
            found.setdefault(key, []).append(ghost)
    return {key: tuple(some) for key, some in found.items()}


def _length(change: LineChange, lines: Mapping[UUID, Line]) -> timedelta:
    line = lines.get(change.task_id)
    return line.end_at - line.start_at if line else change.task.likely * MINUTE


def _said(change: LineChange) -> str:
    facts = {
        "at": moment(change.start_before),
        "task": change.task,
        "number": change.order.number,
    }
    return _("Was: from %(at)s · %(task)s · %(number)s") % facts
