"""Whom a form offers: the fit and paid for work, everybody for the head-count."""

import pytest

from greenlane.workforce.choices import CHOICES
from greenlane.workforce.tests.test_add_organisation import PARTY
from greenlane.workforce.tests.test_add_team import ask as team_of
from greenlane.workforce.tests.test_report_unfit import unfit


def offered(cast, key, by="root"):
    return [str(name) for _key, name in CHOICES[key](cast.actor(by), None)]


@pytest.fixture
def away(cast):
    """Xu is unfit; Guo has become a volunteer."""
    unfit(cast, "xu")
    volunteer = {"person": cast.id("guo"), "pool": "volunteer"}
    cast.do("workforce.change_person", volunteer, by="root")
    return {"许平 (xu)", "郭燕 (guo)"}


def test_work_offers_neither_the_unfit_nor_volunteers(cast, away):
    assert not away & set(offered(cast, "person"))
    assert "周勇 (zhou)" in offered(cast, "person")


def test_the_head_count_offers_everybody(cast, away):
    assert away <= set(offered(cast, "workforce.check_in.person", by="zhou"))
    assert "外人 (stranger)" not in offered(cast, "workforce.check_in.person")


def test_only_the_unfit_are_offered_to_be_fit_again(cast, away):
    assert offered(cast, "workforce.declare_fit.person", by="zhao") == ["许平 (xu)"]


def test_teams_organisations_and_good_certificates_are_offered(cast):
    cast.do("workforce.add_organisation", PARTY, by="root")
    cast.do("workforce.add_team", team_of(cast), by="root")
    assert offered(cast, "organisation") == [PARTY["name_zh"]]
    assert offered(cast, "team") == ["配电一班"]
    card = cast.people["he"].certificates.get()
    mine = [each for each in offered(cast, "certificate") if each.endswith(card.number)]
    assert mine == [f"何军: 倒闸操作, {card.number}"]
    cast.do("workforce.revoke_certificate", {"certificate": str(card.pk)}, by="liu")
    assert not set(mine) & set(offered(cast, "certificate"))
