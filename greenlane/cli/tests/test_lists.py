"""Commands and playbooks are listed and shown."""

from greenlane.cli.tests.stage import run
from greenlane.core.command import commands


def test_every_command_is_listed_with_kind_and_need(capsys):
    listed = run(capsys, "commands", "--json").data["commands"]
    assert {each["name"] for each in listed} == set(commands())
    assert len(run(capsys, "commands").out.splitlines()) == len(listed)


def test_one_command_is_shown_with_its_fields(capsys):
    shown = run(capsys, "commands", "places.add_site", "--json").data
    assert {"name": "code", "required": True}.items() <= shown["fields"][0].items()
    assert run(capsys, "commands", "work.nix").code == 2


def test_every_playbook_is_listed_and_can_be_shown(capsys):
    listed = run(capsys, "playbook", "list", "--json").data["playbooks"]
    assert listed
    for each in listed:
        shown = run(capsys, "playbook", "show", each["name"], "--json").data
        assert shown["critical_path"]


def test_a_playbook_is_shown_in_the_language_asked_for(capsys):
    name = run(capsys, "playbook", "list", "--json").data["playbooks"][0]["name"]
    assert "P80" in run(capsys, "playbook", "show", name, "--language", "en").out
    assert "关键路径" in run(capsys, "playbook", "show", name, "--language", "zh").out


def test_an_unknown_playbook_ends_with_two_and_the_known_ones(capsys):
    ran = run(capsys, "playbook", "show", "nix")
    assert ran.code == 2
    assert "nix" in ran.err
