"""A day is set once, and may be set again."""

from datetime import date

import pytest

from greenlane.core.models import Holiday
from greenlane.core.refusals import Malformed, NotFound, Refused

DAY = {"day": "2022-04-02", "works": "yes", "name": "清明调休"}


def test_a_day_is_worked_against_the_calendar(cast):
    cast.do("core.set_holiday", DAY, by="root")
    assert Holiday.objects.get(day=date(2022, 4, 2)).works


def test_a_day_set_again_holds_the_last_word(cast):
    cast.do("core.set_holiday", DAY, by="root")
    cast.do("core.set_holiday", {**DAY, "works": "no"}, by="root")
    assert not Holiday.objects.get().works


@pytest.mark.parametrize("day", ["0001-01-01", "2101-01-01", "2026-02-30", "5.4.2022"])
def test_a_day_that_cannot_be_is_named_by_its_row(cast, day):
    rows = [DAY, {**DAY, "day": day}]
    with pytest.raises(Malformed) as refused:
        cast.do("core.set_holidays", {"rows": rows}, by="root")
    assert [each.field for each in refused.value.errors] == ["rows[1].day"]


@pytest.mark.parametrize("wrong", [{"works": "unknown"}, {"day": "2.4.2022"}])
def test_a_half_answer_is_refused(cast, wrong):
    with pytest.raises(Malformed):
        cast.do("core.set_holiday", {**DAY, **wrong}, by="root")


def test_a_day_set_by_mistake_goes_by_the_calendar_again(cast):
    cast.do("core.set_holiday", DAY, by="root")
    taken = {"day": DAY["day"]}
    cast.do("core.take_back_holiday", taken, by="root")
    assert not Holiday.objects.exists()
    with pytest.raises(Refused, match="holiday-not-set"):
        cast.do("core.take_back_holiday", taken, by="root")
    with pytest.raises(NotFound):
        cast.do("core.take_back_holiday", {**taken, "unit": "QS"}, by="root")


def test_the_days_of_a_year_come_as_one_table_and_twice_is_once(cast):
    rows = [DAY, {"day": "2022-04-05", "works": "no", "name": "清明节"}]
    done = cast.do("core.set_holidays", {"rows": rows}, by="root")
    assert done.facts == {"created": 2, "changed": 0, "unchanged": 0}
    rows[0] = {**DAY, "works": "no"}
    done = cast.do("core.set_holidays", {"rows": rows}, by="root")
    assert done.facts == {"created": 0, "changed": 1, "unchanged": 1}
    assert not Holiday.objects.filter(works=True).exists()


def test_a_table_that_contradicts_itself_changes_nothing(cast):
    rows = [DAY, {**DAY, "works": "no"}]
    with pytest.raises(Malformed) as refused:
        cast.do("core.set_holidays", {"rows": rows}, by="root")
    assert [each.field for each in refused.value.errors] == ["rows[1].works"]
    rows = [DAY, {**DAY, "day": "2022-04-05", "unit": "QS"}]
    with pytest.raises(Malformed):
        cast.do("core.set_holidays", {"rows": rows}, by="root")
    assert not Holiday.objects.exists()
