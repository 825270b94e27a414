"""The doctor names what is not right, and what mends it."""

from datetime import timedelta

import pytest
from django.db import connection

from greenlane.cli.checks import journal, machine, people, plan, rules
from greenlane.cli.doctor import _look
from greenlane.cli.tests.stage import run
from greenlane.core import checkpoint, clock, guard
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.models import Cursor, Grant, Head, Unit
from greenlane.core.tests.test_issue_token import ask
from greenlane.dispatch.tests import stage


@pytest.fixture
def cast(cast):
    """`make test` lets PostgreSQL not wait for the disk; a house that did is broken."""
    if connection.vendor == "postgresql":
        with guard.lifted(), connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
    return cast


def level(check):
    return {each.name: each.level for each in _look(check)}


def test_it_says_one_line_a_check_and_ends_as_badly_as_the_worst(cast, capsys):
    ran = run(capsys, "doctor", "--json")
    levels = {each["level"] for each in ran.data["checks"]}
    worst = 2 if "broken" in levels else 1 if "warning" in levels else 0
    assert ran.code == ran.data["code"] == worst
    names = {each["name"] for each in ran.data["checks"]}
    assert {"versions", "durable", "tables", "heads", "gates", "packs"} <= names


def test_every_warning_says_how_it_is_mended(cast, capsys):
    for each in run(capsys, "doctor", "--json").data["checks"]:
        assert each["level"] == "ok" or each["mend"]


def test_a_cut_stream_is_broken(cast):
    assert level(journal.heads) == {"heads": "ok"}
    with guard.lifted():
        Head.objects.filter(unit=cast.unit).update(seq=5)
    assert level(journal.heads) == {"heads": "broken"}


def test_a_missing_checkpoint_and_a_lagging_follower_are_warnings(
    cast, settings, tmp_path, capsys
):
    settings.CHECKPOINT_DIR = tmp_path
    assert level(journal.checkpoints) == {"checkpoints": "ok"}
    cast.do("places.add_site", {"code": "S1", "name_zh": "体育馆"}, by="wang")
    assert level(journal.checkpoints) == {"checkpoints": "warning"}
    assert level(journal.followers) == {"followers": "warning"}
    run(capsys, "follow", "--once")
    assert level(journal.checkpoints) == {"checkpoints": "ok"}
    assert level(journal.followers) == {"followers": "ok"}
    Cursor.objects.update(failures=2)
    assert level(journal.followers) == {"followers": "warning"}


def test_a_planner_that_lags_and_a_plan_that_is_old_are_warnings(cast, settings):
    stage.requested(cast)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    assert level(plan.plans) == {"plans": "ok"}
    settings.PLANNER = True
    assert level(plan.planner) == {"planner": "warning"}  # it has read nothing
    settings.PLANNER = False
    assert level(plan.planner) == {"planner": "ok"}
    said = {"why": "killed"}
    perform("dispatch.mark_stale", said, by=system(cast.unit))
    assert level(plan.plans) == {"plans": "warning"}


def test_a_key_that_others_can_read_is_broken(settings, tmp_path):
    settings.CHECKPOINT_DIR = tmp_path
    checkpoint.signing_key()
    assert "broken" not in level(machine.secrets).values()
    (tmp_path / "signing.key").chmod(0o644)
    assert level(machine.secrets) == {"secret": "broken"}


@pytest.mark.parametrize("broken", ["empty", "bare"])
def test_an_act_without_a_gate_is_broken(monkeypatch, broken):
    gates = () if broken == "empty" else rules.gates()[:2]
    table = {act: {"G0"} for gate in gates for act in gate.GUARDS if act != "permit"}
    monkeypatch.setattr(rules, "gates", lambda: gates)
    monkeypatch.setattr(rules, "guards", lambda: table)
    assert level(rules.gates_stand) == {"gates": "broken"}


def test_a_live_unit_without_a_pack_is_broken(cast):
    assert set(level(rules.pinned_packs).values()) <= {"ok", "warning"}
    with guard.lifted():
        Unit.objects.filter(pk=cast.unit.pk).update(pack=None)
    assert "broken" in [each.level for each in _look(rules.pinned_packs)]


def test_a_check_that_fails_is_itself_a_finding():
    def failing():
        raise ValueError("no")

    assert level(failing) == {"failing": "broken"}


def test_two_offices_in_one_hand_are_broken(cast):
    assert level(people.offices) == {"offices": "warning"}, "nobody is the auditor"
    auditor = {"account": "zhou", "role": "auditor"}
    cast.do("core.grant_role", auditor, by="yan")
    assert level(people.offices) == {"offices": "ok"}
    with guard.lifted():  # as somebody with the database in hand would
        Grant.objects.filter(account=cast.accounts["root"]).update(
            account=cast.accounts["zhou"]
        )
    assert level(people.offices) == {"offices": "broken"}


def test_a_key_that_ends_soon_is_a_warning(cast):
    assert level(people.keys) == {"keys": "ok"}
    soon = (clock.wall() + timedelta(days=3)).isoformat()
    cast.do("core.issue_token", ask(expires_at=soon), by="yan")
    assert level(people.keys) == {"keys": "warning"}
