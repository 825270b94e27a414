"""The county has the hands that playbook A asks for, each with a proof of its own."""

from collections import Counter

from greenlane.core.gatewalk import guards
from greenlane.drills.county import teams
from greenlane.drills.roster import everybody
from greenlane.roles import ROLES
from greenlane.work.playbook.catalogue import find

BRIEFING = "A07"  # asks for all who are present, not for leaders alone


def test_every_task_finds_its_heads():
    acts = {name: frozenset(gates) for name, gates in guards().items()}
    steps = find("a-lv-existing-transformer", guards=acts).steps
    skilled = Counter(s for member in everybody() for s in member.skills.split())
    skilled["all"] = len(everybody())
    short = [s.key for s in steps if s.heads > skilled[s.skill] and s.key != BRIEFING]
    assert short == []


def test_more_than_forty_are_in_the_field_and_more_than_ten_in_the_shock_team():
    assert sum(member.pool == "field" for member in everybody()) > 40
    sizes = {name_en: len(members) for _zh, name_en, _leader, members in teams()}
    assert sizes["Shock team"] > 10


def test_there_is_somebody_for_every_role_that_a_person_can_hold():
    assert {member.role for member in everybody()} == set(ROLES) - {"system"}


def test_nobody_shares_a_login_or_a_password():
    people = everybody()
    assert len({member.username for member in people}) == len(people)
    assert len({member.password for member in people}) == len(people)
