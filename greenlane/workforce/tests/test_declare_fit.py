"""Fit again is said by somebody else who plans the work."""

import pytest

from greenlane.core.refusals import NotAllowed, Refused
from greenlane.workforce.models import Person
from greenlane.workforce.tests.test_report_unfit import unfit
from tests import stages


def fit(cast, who, *, by="zhao"):
    cast.do("workforce.declare_fit", {"person": cast.id(who)}, by=by)


def test_a_fit_person_is_put_to_work_again(cast):
    ticket = stages.ready(cast, stages.order(cast))
    unfit(cast, "liu")
    fit(cast, "liu")
    assert Person.objects.get(pk=cast.id("liu")).unfit_since is None
    stages.permit(cast, ticket)


def test_nobody_declares_himself_fit(cast):
    unfit(cast, "zhao")
    with pytest.raises(NotAllowed, match="not-fit-by-oneself"):
        fit(cast, "zhao")
    fit(cast, "zhao", by="wang")


def test_crew_does_not_decide_it(cast):
    unfit(cast, "liu")
    with pytest.raises(NotAllowed, match="role-missing"):
        fit(cast, "liu", by="zhou")


def test_who_was_never_unfit_stays_as_he_is(cast):
    with pytest.raises(Refused, match="person-fit-already"):
        fit(cast, "liu")
