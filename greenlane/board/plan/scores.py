"""Promises and what came of them: coverage of P50 and P80, bias, by playbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.board.plan.page import unit_of
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.core.texts import said_as
from greenlane.dispatch import queries
from greenlane.dispatch.scoring import Score, Scored, scored
from greenlane.work.attaching import lines
from greenlane.work.labels import label
from greenlane.work.queries import moments_of

OVER = frozenset({"cancelled", "merged"})
MOST = 500  # orders, the newest: what was long ago says little about today


@dataclass(frozen=True)
class ScoreRow:
    """One playbook; shares in per cent, each with the interval it may lie in."""

    playbook: str
    score: Score
    p50: int
    p80: int
    p50_between: tuple[int, int]
    p80_between: tuple[int, int]
    bias: int


@dataclass(frozen=True)
class ScorePage:
    unit: Unit
    units: tuple[Unit, ...]
    parts: tuple[tuple[str, tuple[ScoreRow, ...]], ...]
    scored: Scored
    promised: int


def score_page(actor: Actor, *, code: str = "") -> ScorePage:
    unit, units = unit_of(actor, code)
    promises = queries.promises_made(actor, unit)
    keys = list(dict.fromkeys(each.order_id for each in promises))[:MOST]
    found = scored(promises, _lit(actor, keys), now=clock.now())
    return ScorePage(
        unit,
        units,
        (
            (_("The first window that a site was told"), _rows(found.first)),
            (_("Windows that replaced another one"), _rows(found.again)),
        ),
        found,
        len(promises),
    )


def _lit(actor: Actor, keys: Sequence[UUID]) -> dict[UUID, datetime | None]:
    """When each was lit by its own supply; without those that were cancelled."""
    orders = list(lines(actor).filter(pk__in=keys))
    moments = moments_of(orders)
    return {
        order.pk: None if held else order.requested_at + time.elapsed
        for order in orders
        for time, held in [moments[order.pk]]
        if held or label(order).code not in OVER
    }


def _rows(found: Sequence[Score]) -> tuple[ScoreRow, ...]:
    return tuple(
        ScoreRow(
            str(said_as("playbook", each.playbook)) or "–",
            each,
            round(each.p50.share * 100),
            round(each.p80.share * 100),
            (round(each.p50.low * 100), round(each.p50.high * 100)),
            (round(each.p80.low * 100), round(each.p80.high * 100)),
            round(each.bias),
        )
        for each in found
    )


def table(page: ScorePage) -> Iterator[Sequence[str]]:
    """The same for a spreadsheet, line by line."""
    yield (
        _("Which"), _("Playbook"), _("Cases"), _("P50 kept, %"), _("from"), _("to"),
        _("P80 kept, %"), _("from"), _("to"), _("Bias against P50, min"),
        _("Spread, min"), _("Too few cases"),
    )  # fmt: skip
    for title, rows in page.parts:
        for row in rows:
            few = _("yes") if row.score.worthless else ""
            figures = (
                row.score.cases, row.p50, *row.p50_between, row.p80, *row.p80_between,
                row.bias, round(row.score.spread),
            )  # fmt: skip
            yield (title, row.playbook, *map(str, figures), few)
