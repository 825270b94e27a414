"""Whoever is ill or too tired is not put to work, and nobody asks why."""

import dataclasses

import pytest

from greenlane.core.models import Event
from greenlane.core.refusals import GateHeld, Refused
from greenlane.workforce.commands.report_unfit import ReportUnfit
from greenlane.workforce.facts_people import PersonUnfit
from greenlane.workforce.models import Person
from tests import stages


def unfit(cast, who, *, by="zhou", **more):
    cast.do("workforce.report_unfit", {"person": cast.id(who)}, by=by, **more)


def test_anybody_says_so_from_any_queue(cast):
    unfit(cast, "liu", queued=True)
    assert Person.objects.get(pk=cast.id("liu")).unfit_since is not None


def test_a_crew_of_another_unit_is_said_unfit_too(cast):
    unfit(cast, "foreign_leader")
    assert Person.objects.get(pk=cast.id("foreign_leader")).unfit_since is not None


def test_said_twice_the_first_moment_stands(cast):
    unfit(cast, "liu")
    first = Person.objects.get(pk=cast.id("liu")).unfit_since
    unfit(cast, "liu", by="ma")
    assert Person.objects.get(pk=cast.id("liu")).unfit_since == first
    assert Event.objects.exclude(name="core.nothing_changed").count() == 1


def test_nobody_asks_or_keeps_what_ails_the_person():
    assert list(ReportUnfit.base_fields) == ["person"]
    assert [each.name for each in dataclasses.fields(PersonUnfit)] == ["person"]


def test_an_unfit_leader_or_permitter_holds_the_permit(cast):
    ticket = stages.ready(cast, stages.order(cast))
    unfit(cast, "liu")
    unfit(cast, "li")
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, ticket)
    assert [each.what for each in held.value.missing] == ["unfit-on-ticket"] * 2


def test_an_unfit_person_is_not_assigned(cast):
    task = stages.order(cast).tasks.get(key="T1")
    ask = {"task": str(task.pk), "person": cast.id("zhou"), "role": "crew"}
    unfit(cast, "zhou")
    with pytest.raises(Refused, match="people-not-ready"):
        cast.do("work.assign", ask, by="zhao")
