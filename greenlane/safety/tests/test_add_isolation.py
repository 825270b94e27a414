"""A section is named; two orders on one pole are seen in one closure."""

import pytest

from greenlane.core.models import EventSubject
from greenlane.core.refusals import NotAllowed, NotFound
from greenlane.safety.closure import closure
from tests import stages


def test_the_section_is_part_of_the_closure(cast):
    of = stages.order(cast)
    isolation = stages.section(cast, of)
    assert closure(of) == (isolation.pk,)


@pytest.mark.parametrize("whose", ["unit", "foreign"])
def test_two_orders_on_one_pole_share_a_closure(cast, whose):
    mine = stages.order(cast)
    other = stages.shared_pole(cast, unit=getattr(cast, whose))
    isolation = stages.section(cast, mine)
    theirs = other.isolations.get()
    assert set(closure(mine)) == set(closure(other)) == {isolation.pk, theirs.pk}
    told = EventSubject.objects.filter(name="safety.isolation_added")
    assert {mine.pk, other.pk} <= set(told.values_list("subject", flat=True))


def test_a_foreign_unit_does_not_see_the_order(cast):
    of = stages.order(cast)
    data = {
        "order": str(of.pk), "source": str(cast.source.pk), "name": "x", "area": "src",
    }  # fmt: skip
    with pytest.raises((NotFound, NotAllowed)):
        cast.do("safety.add_isolation", data, by="stranger")
