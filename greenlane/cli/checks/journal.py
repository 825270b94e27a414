"""The journal: streams end where heads say, readers keep up, checkpoints are young."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from greenlane.cli.checks.finding import Check, broken, warning, well
from greenlane.core import checkpoint, clock
from greenlane.core.models import Cursor, Event, Head, Unit
from greenlane.readers import readers

LATE = timedelta(minutes=5)


def units() -> Iterator[Check]:
    count = Unit.objects.count()
    if count:
        yield well("units", _("%(count)s units") % {"count": count})
    else:
        yield warning("units", _("there is no unit yet"), _("Run: greenlane init"))


def heads() -> Iterator[Check]:
    """The end alone; the whole of every stream is walked by `verify`."""
    bad = [unit.code for unit in Unit.objects.order_by("pk") if not _ends_well(unit)]
    if bad:
        says = _("the stream does not end where its head says: %(units)s")
        mend = _("Keep the disk as it is, and run: greenlane verify")
        yield broken("heads", says % {"units": ", ".join(bad)}, mend)
    else:
        yield well("heads", _("every stream ends where its head says"))


def _ends_well(unit: Unit) -> bool:
    head = Head.objects.filter(unit=unit).values_list("seq", "digest").first()
    last = Event.objects.filter(unit=unit).order_by("-seq")
    return head == (last.values_list("seq", "digest").first() or (0, ""))


def checkpoints() -> Iterator[Check]:
    """Old is a checkpoint only where something happened after it."""
    age = checkpoint.age()
    told = Event.objects.order_by("-recorded_at").values_list("pk", flat=True).exists()
    behind = any(seq > _seen("checkpoint", unit) for unit, seq in _ends())
    if not told:
        yield well("checkpoints", _("nothing has happened yet"))
    elif age is None:
        mend = _("Run: greenlane follow --once")
        yield warning("checkpoints", _("there is no checkpoint"), mend)
    elif behind and age > 3 * checkpoint.EVERY_SECONDS:
        says = _("the newest is %(minutes)s minutes old") % {"minutes": int(age // 60)}
        yield warning(
            "checkpoints", says, _("Is the follower running? greenlane follow")
        )
    else:
        yield well("checkpoints", _("the newest vouches for all that was told"))


def followers() -> Iterator[Check]:
    for reader in readers():
        behind = behind_of(reader.name)
        failing = Cursor.objects.filter(reader=reader.name, failures__gt=0).exists()
        told = {"reader": reader.name, "count": behind}
        says = _("%(reader)s is %(count)s events behind") % told
        if failing:
            mend = _("It fails and tries again: read the log of the follower.")
            yield warning("followers", says, mend)
        elif behind and not moved_lately(reader.name):
            yield warning("followers", says, _("Is it running? greenlane follow"))
        else:
            yield well("followers", says)


def behind_of(reader: str) -> int:
    """How many events this reader has not read, in all units."""
    return sum(max(0, seq - _seen(reader, unit)) for unit, seq in _ends())


def _ends() -> list[tuple[int, int]]:
    return list(Head.objects.values_list("unit", "seq"))


def _seen(reader: str, unit: int) -> int:
    rows = Cursor.objects.filter(reader=reader, unit=unit)
    return rows.values_list("seq", flat=True).first() or 0


def moved_lately(reader: str) -> bool:
    since = clock.wall() - LATE
    return Cursor.objects.filter(reader=reader, moved_at__gt=since).exists()


CHECKS = (units, heads, checkpoints, followers)
