"""An order is taken on once, by somebody who plans."""

import pytest

from greenlane.core.refusals import NotAllowed, NotFound, Refused
from greenlane.work.labels import label


def take(cast, order, by):
    return cast.do("work.take_order", {"order": str(order.pk)}, by=by)


def test_the_one_who_takes_it_is_on_the_order(cast, order):
    take(cast, order, "zhao")
    order.refresh_from_db()
    assert order.taken_by == cast.people["zhao"]
    assert label(order).code == "taken_on"


def test_nobody_takes_it_twice(cast, order):
    take(cast, order, "zhao")
    with pytest.raises(Refused, match="order-taken-already"):
        take(cast, order, "wang")


def test_crew_and_strangers_take_nothing(cast, order):
    with pytest.raises(NotAllowed):
        take(cast, order, "zhou")
    with pytest.raises(NotFound):
        take(cast, order, "stranger")
