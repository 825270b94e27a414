"""A day is set once, and may be set again."""

from datetime import date

import pytest

from greenlane.core.models import Holiday
from greenlane.core.refusals import Malformed

DAY = {"day": "2022-04-02", "works": "yes", "name": "清明调休"}


def test_a_day_is_worked_against_the_calendar(cast):
    cast.do("core.set_holiday", DAY, by="root")
    assert Holiday.objects.get(day=date(2022, 4, 2)).works


def test_a_day_set_again_holds_the_last_word(cast):
    cast.do("core.set_holiday", DAY, by="root")
    cast.do("core.set_holiday", {**DAY, "works": "no"}, by="root")
    assert not Holiday.objects.get().works


@pytest.mark.parametrize("wrong", [{"works": "unknown"}, {"day": "2.4.2022"}])
def test_a_half_answer_is_refused(cast, wrong):
    with pytest.raises(Malformed):
        cast.do("core.set_holiday", {**DAY, **wrong}, by="root")
