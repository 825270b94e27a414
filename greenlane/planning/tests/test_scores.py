"""Promises are scored, and few cases are said to be few."""

from __future__ import annotations

import pytest

from greenlane.planning.scores import Promise, scores, share


@pytest.mark.parametrize(
    ("kept", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),  # tables of Clopper and Pearson
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0),
        (80, 100, 0.7082, 0.8733),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_is_that_of_the_tables(
    kept: int, of: int, low: float, high: float
) -> None:
    found = share(kept, of)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)


def test_coverage_and_bias_of_each_playbook() -> None:
    rows = [Promise("a", 100, 130, 90 + 5 * n) for n in range(20)]
    rows += [Promise("b", 10, 20, 15)]
    a, b = scores(rows)
    assert (a.playbook, a.cases, a.p50.kept, a.p80.kept) == ("a", 20, 3, 9)
    assert a.bias == pytest.approx(37.5) and a.spread == pytest.approx(25)
    assert a.p80.share == 0.45 and a.p80.low < 0.45 < a.p80.high
    assert b.worthless and (b.p50.share, b.p80.share) == (0.0, 1.0)


def test_a_figure_of_few_cases_is_worthless_and_of_many_is_not() -> None:
    few, many = (
        scores([Promise("a", 10, 20, 5 if n % 5 else 25) for n in range(count)])[0]
        for count in (8, 60)
    )
    assert few.worthless and not many.worthless
    assert many.p80.share == 0.8


def test_without_promises_there_is_no_score() -> None:
    assert scores([]) == ()


def test_thousands_of_cases_are_counted_too() -> None:
    found = share(1600, 2000)
    assert 0.78 < found.low < 0.8 < found.high < 0.82
