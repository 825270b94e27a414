"""Promises against what came of them; whoever is dark past his P80 is not left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from greenlane.dispatch.models import Promise
from greenlane.dispatch.scoring import scored
from greenlane.work.models import Order, PlaybookVersion

ASKED = datetime(2022, 3, 29, 2, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return ASKED + timedelta(minutes=minutes)


def promise(n: int, p50: int, p80: int, *, told: int = 0) -> Promise:
    book = PlaybookVersion(name="a-lv-only")
    order = Order(id=UUID(int=n), requested_at=ASKED, playbook=book)
    return Promise(order=order, p50_at=at(p50), p80_at=at(p80), promised_at=at(told))


def test_what_was_kept_is_counted_by_playbook() -> None:
    rows = [promise(1, 300, 400), promise(2, 300, 400), promise(3, 300, 400)]
    lit = {UUID(int=1): at(290), UUID(int=2): at(350), UUID(int=3): at(410)}
    found = scored(rows, lit, now=at(600))
    [score] = found.first
    assert (score.playbook, score.cases, score.worthless) == ("a-lv-only", 3, True)
    assert (score.p50.kept, score.p80.kept) == (1, 2)
    assert score.bias == 50
    assert found.again == ()


def test_dark_past_p80_is_a_broken_promise_and_within_it_is_not_over() -> None:
    rows = [promise(1, 300, 400), promise(2, 500, 700)]
    lit = {UUID(int=1): None, UUID(int=2): None}
    found = scored(rows, lit, now=at(600))
    assert (found.dark, found.open) == (1, 1)
    [score] = found.first
    assert (score.cases, score.p80.kept) == (1, 0)


def test_a_window_that_replaced_another_is_scored_by_itself() -> None:
    rows = [promise(1, 500, 600, told=200), promise(1, 300, 400)]
    found = scored(rows, {UUID(int=1): at(450)}, now=at(600))
    assert [each.p80.kept for each in found.first] == [0]
    assert [each.p80.kept for each in found.again] == [1]


def test_a_cancelled_order_is_no_case() -> None:
    found = scored([promise(1, 300, 400)], {}, now=at(600))
    assert (found.first, found.dark, found.open) == ((), 0, 0)


def test_lit_in_the_very_minute_is_kept() -> None:
    row = promise(1, 300, 400)
    lit = {UUID(int=1): at(300)}
    [score] = scored([row], lit, now=at(600)).first
    assert score.p50.kept == 1
