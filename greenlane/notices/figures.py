"""How long, how many, who first: as the rule pack of the unit says."""

from __future__ import annotations

from datetime import timedelta

from greenlane.core.models import Unit
from greenlane.core.pinned import figure, words
from greenlane.notices.sorts import SORTS


def chain(unit: Unit) -> tuple[str, ...]:
    """The account roles that are told of an alarm, one after the other."""
    return words(unit.pack, "alarms.chain.roles")


def patience(unit: Unit, sort: str) -> timedelta:
    """So long an alarm waits to be acknowledged before the next role is told."""
    return _minutes(unit, f"alarms.{SORTS[sort].figures}.acknowledge")


def grace(unit: Unit, sort: str) -> timedelta:
    """So long a plan may be old, or a channel silent, before it is an alarm."""
    return _minutes(unit, f"alarms.{SORTS[sort].figures}.after")


def digest_wait(unit: Unit) -> timedelta:
    return _minutes(unit, "notices.digest.wait")


def brake(unit: Unit) -> tuple[int, timedelta]:
    """At most so many messages to one channel in so long a time."""
    most = int(figure(unit.pack, "notices.brake.most"))
    return max(1, most), _minutes(unit, "notices.brake.window")


def _minutes(unit: Unit, key: str) -> timedelta:
    return timedelta(minutes=figure(unit.pack, key))
