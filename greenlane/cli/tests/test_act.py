"""A machine acts through the door with its token, and never reaches a release."""

import io
import json
from uuid import uuid4

import pytest

from greenlane.cli.tests.stage import give_token, run
from greenlane.core.command import commands
from greenlane.core.models import Receipt, Refusal
from greenlane.places.models import Site

SITE = '{"code": "S1", "name_zh": "体育馆"}'
RELEASES = sorted(name for name, each in commands().items() if each.kind.proof)


@pytest.fixture
def machine(cast, monkeypatch):
    give_token(cast, monkeypatch, "desk", "observe")
    return cast


def test_it_does_a_command(machine, capsys):
    ran = run(capsys, "act", "places.add_site", "--data", SITE, "--json")
    assert (ran.code, ran.data["code"], ran.data["state"]) == (0, "site-added", "done")
    assert Site.objects.filter(code="S1").exists()


def test_data_comes_from_a_file_from_stdin_or_field_by_field(
    machine, capsys, tmp_path, monkeypatch
):
    file = tmp_path / "site.json"
    file.write_text(SITE)
    monkeypatch.setattr("sys.stdin", io.StringIO(SITE.replace("S1", "S2")))
    fields = ("--set", "code=S3", "--set", 'name_zh:="体育馆"')
    for words in (("--data", f"@{file}"), ("--data", "-"), fields):
        assert run(capsys, "act", "places.add_site", *words).code == 0
    assert Site.objects.filter(code__in=("S1", "S2", "S3")).count() == 3


def test_the_same_id_twice_is_done_once(machine, capsys):
    words = ("act", "places.add_site", "--data", SITE, "--id", str(uuid4()), "--json")
    first, second = run(capsys, *words).data, run(capsys, *words).data
    assert (first["replayed"], second["replayed"]) == (False, True)
    assert Receipt.objects.filter(command="places.add_site").count() == 1


@pytest.mark.parametrize("name", RELEASES)
def test_no_token_reaches_a_release(machine, capsys, name):
    ran = run(capsys, "act", name, "--json")
    assert ran.code == 1
    assert ran.data["code"] in {"release-needs-a-person", "bad-input"}
    assert not Receipt.objects.filter(command=name).exists()


def test_a_release_in_good_form_is_refused_with_the_reason(machine, capsys):
    data = {"kind": "survey", "id": str(uuid4()), "role": "survey_leader"}
    data |= {"challenge": "x", "pin": "2468"}
    ran = run(capsys, "act", "safety.sign", "--data", json.dumps(data))
    assert ran.code == 1
    assert "A release needs a person" in ran.out
    assert "Log in" in ran.out
    assert Refusal.objects.filter(code="release-needs-a-person").exists()


def test_a_wrong_field_is_named_with_its_reason(machine, capsys):
    ran = run(capsys, "act", "places.add_site", "--set", "colour=red")
    assert ran.code == 1
    assert "colour" in ran.out
    assert "unknown-field" in ran.out


def test_what_the_token_may_not_do_is_refused(machine, capsys):
    ran = run(capsys, "act", "work.stop_work", "--json")
    assert ran.code == 1
    assert ran.data["state"] == "refused"


def test_a_command_from_a_queue_says_so(machine, capsys):
    words = ("act", "places.add_site", "--data", SITE, "--queued", "--json")
    assert run(capsys, *words).data["code"] == "not-from-a-queue"


@pytest.mark.parametrize(
    "words",
    [
        ("--data", "[1]"),
        ("--data", "{"),
        ("--data", "@/no/such/file"),
        ("--set", "nothing"),
        ("--id", "5"),
        ("--at", "yesterday"),
        ("--at", "2026-01-01T10:00:00"),
    ],
)
def test_words_that_cannot_be_read_end_with_two(machine, capsys, words):
    ran = run(capsys, "act", "places.add_site", *words)
    assert ran.code == 2
    assert ran.err.startswith("greenlane: ")


@pytest.mark.parametrize("secret", ["", "gl_unknown"])
def test_without_a_valid_token_nothing_is_done(cast, capsys, monkeypatch, secret):
    monkeypatch.setenv("GREENLANE_TOKEN", secret)
    ran = run(capsys, "act", "places.add_site", "--data", SITE, "--json")
    assert ran.code == 2
    assert "GREENLANE_TOKEN" in ran.data["error"]
