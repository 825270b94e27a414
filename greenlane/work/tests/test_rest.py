"""Hours worked and rest: the arithmetic, and who is put to work."""

from datetime import UTC, datetime, timedelta

import pytest

from greenlane.work.rest import Limits, rest_until

H = timedelta(hours=1)
NOON = datetime(2022, 3, 29, 12, tzinfo=UTC)
LIMITS = Limits(16 * H, 24 * H, 8 * H)


def until(*spells, limits=LIMITS):
    """When he may begin again, in hours from now; spells are hours from now too."""
    told = [(NOON + began * H, NOON + ended * H) for began, ended in spells]
    return round((rest_until(told, limits, at=NOON) - NOON) / H, 3)


@pytest.mark.parametrize(
    ("spells", "hours"),
    [
        ([], 0),
        ([(-15, 0)], 0),  # an hour is left
        ([(-16, 0)], 8),  # the limit is reached: a whole rest from now on
        ([(-20, -4)], 4),  # four hours of it have been rested
        ([(-24, -8)], 0),  # rested
        ([(-22, -12), (-10, -4)], 4),  # two hours between are no rest
        ([(-31, -21), (-12, -2)], 0),  # nine hours between are one
        ([(-17, -1), (-16, -1)], 7),  # the same work told twice counts once
        ([(-30, -14), (-10, -1)], 7),  # he began again too early: what he did counts
        ([(-40, -24), (-16, -1)], 7),  # rested, and sixteen in twenty-four again
    ],
)
def test_a_rest_follows_the_limit(spells, hours):
    assert until(*spells) == hours


def test_a_lower_limit_of_a_pack_outlasts_the_rest():
    strict = Limits(10 * H, 24 * H, 8 * H)
    assert until((-18, -8), limits=strict) == 6  # until the first hour falls out
