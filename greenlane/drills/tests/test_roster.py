"""The county has the hands that playbook A asks for, each with a proof of its own."""

from collections import Counter

from greenlane.core.gatewalk import guards
from greenlane.drills.gangs import GANGS, INSIDE, NIGHT, teams
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
    sizes = {gang.name_en: len(gang.hands) for gang in teams()}
    assert sizes["Shock team"] > 10


def test_every_hand_goes_with_one_gang_and_some_may_go_inside():
    hands = [name for gang in GANGS for name in gang.hands]
    assert len(hands) == len(set(hands)) == 26
    known = {member.username for member in everybody()}
    assert {gang.leader for gang in teams()} <= known
    assert {gang.name_zh for gang in GANGS} > NIGHT
    assert len(INSIDE) >= 10  # as many as lay one cable


def test_there_is_somebody_for_every_role_that_a_person_can_hold():
    assert {member.role for member in everybody()} == set(ROLES) - {"system"}


def test_nobody_shares_a_login_or_a_password():
    people = everybody()
    assert len({member.username for member in people}) == len(people)
    assert len({member.password for member in people}) == len(people)
