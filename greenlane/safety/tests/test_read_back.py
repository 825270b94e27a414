"""Read back word for word, by another person, once."""

import pytest

from greenlane.core.refusals import Refused
from greenlane.safety.tests.test_g14_ordered import order_to, way_in


def given(cast, **other):
    return order_to(cast, *way_in(cast), read_back=False)


def read(cast, row, text="合上", *, by="he"):
    data = {"instruction": str(row.pk), "text": text}
    cast.do("safety.read_back", data, by=by)
    row.refresh_from_db()


def test_word_for_word_it_counts_whatever_the_blanks(cast):
    row = given(cast)
    read(cast, row, " 合 上 ")
    assert row.read_back_by == cast.people["he"]
    with pytest.raises(Refused, match="already-read-back"):
        read(cast, row)


def test_one_word_off_does_not_count(cast):
    row = given(cast)
    with pytest.raises(Refused, match="read-back-differs"):
        read(cast, row, "拉开")
    row.refresh_from_db()
    assert row.read_back_at is None


def test_what_was_withdrawn_is_not_read_back(cast):
    row = given(cast)
    cast.do("safety.withdraw_instruction", {"instruction": str(row.pk)}, by="zhou")
    with pytest.raises(Refused, match="instruction-not-open"):
        read(cast, row)
