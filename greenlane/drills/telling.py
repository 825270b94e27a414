"""A played case told in the end: stages, where the minutes went, what it is usually."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from greenlane.core.calendar import WorkingDays
from greenlane.drills.wire import Refusal
from greenlane.work.causes import LABELS as CAUSES
from greenlane.work.labels import LABELS as STAGES

ZONE = ZoneInfo("Asia/Shanghai")
USUAL_DAYS = 2  # working days, in the report on the case


@dataclass(frozen=True)
class Outcome:
    """How the case went: when what was finished, what was refused, where time went."""

    number: str
    requested: datetime
    finished: dict[str, datetime]
    reached: list[tuple[datetime, str]]
    refusals: list[Refusal]
    ledgers: list[dict[str, Any]]
    heads: int

    @property
    def lit(self) -> datetime:
        """When the last supply point got light."""
        return max(ends(ledger) for ledger in self.ledgers)

    @property
    def over(self) -> datetime:
        return max(self.finished.values())


def ends(ledger: dict[str, Any]) -> datetime:
    """When this supply point got light: there its ledger ends."""
    return datetime.fromisoformat(ledger["pieces"][-1]["end"]).astimezone(ZONE)


def told_lines(outcome: Outcome) -> Iterator[str]:
    """Everything that is worth telling afterwards, line by line."""
    yield ""
    yield _("Stages of order %(number)s:") % {"number": outcome.number}
    for at, code in outcome.reached:
        yield f"  {at:%H:%M}  {STAGES[code]}"
    yield ""
    yield _("Where the time went, per supply point (hours:minutes:seconds):")
    for ledger in outcome.ledgers:
        yield f"  {_account(ledger)}"
        for cause, minutes in ledger["by_cause"].items():
            about = {"cause": CAUSES[cause], "time": _length(minutes)}
            yield "    " + _("wait for %(cause)s: %(time)s") % about
    yield ""
    yield from _compared(outcome)


def _account(ledger: dict[str, Any]) -> str:
    return _(
        "%(point)s, light at %(lit)s: %(elapsed)s"
        " = %(work)s work + %(wait)s waits + %(gap)s gap"
    ) % {
        "point": ledger["name"],
        "lit": f"{ends(ledger):%H:%M}",
        "elapsed": _length(ledger["elapsed_minutes"]),
        "work": _length(ledger["work_minutes"]),
        "wait": _length(ledger["wait_minutes"]),
        "gap": _length(ledger["gap_minutes"]),
    }


def _minutes(length: timedelta) -> float:
    return length / timedelta(minutes=1)


def _length(minutes: float) -> str:
    return str(timedelta(seconds=round(minutes * 60)))


def _compared(outcome: Outcome) -> Iterator[str]:
    """Two working days against what it took; and what the figures are worth."""
    china = WorkingDays("CN")
    usual = china.due(outcome.requested, USUAL_DAYS, unit="WD", zone=ZONE)
    yield _(
        "Usually this takes %(days)s working days, up to the evening of %(usual)s."
    ) % {"days": USUAL_DAYS, "usual": f"{usual:%Y-%m-%d}"}
    yield _(
        "Here: light after %(lit)s, handed over after %(over)s,"
        " by %(heads)s people, with %(refusals)s refusals on the way."
    ) % {
        "lit": _length(_minutes(outcome.lit - outcome.requested)),
        "over": _length(_minutes(outcome.over - outcome.requested)),
        "heads": outcome.heads,
        "refusals": len(outcome.refusals),
    }
    yield _(
        "The durations are assumed: every task takes the middle between low and likely"
        " of its playbook. None was tuned to hit 5:00."
    )
