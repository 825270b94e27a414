"""Who is there now: whoever works by shifts only while he has one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.workforce.models import Shift, Team, TeamMember
from greenlane.workforce.rosters import hours_of

HOUR = timedelta(hours=1)


@pytest.fixture
def shift(cast):
    def give(who=None, team=None, *, starts, ends, off=False):
        now = clock.now()
        with guard.lifted():
            return Shift.objects.create(
                unit=cast.unit, person=who, team=team, starts_at=now + starts * HOUR,
                ends_at=now + ends * HOUR, cancelled_at=now if off else None,
            )  # fmt: skip

    return give


def there(*people):
    found = hours_of([each.pk for each in people], at=clock.now())
    return [found[each.pk].there for each in people]


def test_whoever_works_by_shifts_is_there_while_he_has_one(cast, shift):
    wang, zhao, feng = (cast.people[name] for name in ("wang", "zhao", "feng"))
    on = shift(wang, starts=-2, ends=10)
    shift(zhao, starts=-14, ends=-2)
    assert there(wang, zhao, feng) == [True, False, True]
    found = hours_of([wang.pk], at=clock.now())[wang.pk]
    assert found.spell == (on.starts_at, on.ends_at)


def test_a_shift_of_the_team_counts_and_one_called_off_does_not(cast, shift):
    ma, he, liu = (cast.people[name] for name in ("ma", "he", "liu"))
    with guard.lifted():
        team = Team.objects.create(unit=cast.unit, name_zh="九班", leader=liu)
        TeamMember.objects.create(unit=cast.unit, team=team, person=ma)
    shift(team=team, starts=-1, ends=7)
    shift(he, starts=-1, ends=7, off=True)
    assert there(ma, liu, he) == [True, True, False]
