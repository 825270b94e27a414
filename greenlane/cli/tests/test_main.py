"""Words, languages and exit codes that all verbs share."""

import json
import os
import subprocess
import sys

import pytest

from greenlane.cli.parser import VERBS
from greenlane.cli.starting import language
from greenlane.cli.tests.stage import run

NAMES = [verb.__name__.rsplit(".", 1)[-1].rstrip("_") for verb in VERBS]


@pytest.mark.parametrize("name", NAMES)
def test_every_verb_says_how_it_is_used_and_how_it_ends(capsys, name):
    ran = run(capsys, name, "--help")
    assert ran.code == 0
    assert "--json" in ran.out
    assert "exit codes" in ran.out


@pytest.mark.parametrize("words", [(), ("nix",), ("token",), ("verify", "--nix")])
def test_wrong_words_end_with_two_and_a_next_step(capsys, words):
    ran = run(capsys, *words)
    assert (ran.code, ran.out) == (2, "")
    assert "--help" in ran.err


def test_wrong_words_are_json_too_where_json_is_asked_for(capsys):
    ran = run(capsys, "nix", "--json")
    assert ran.code == 2
    assert "nix" in ran.data["error"]


@pytest.mark.parametrize(
    ("told", "spoken"),
    [
        ({"GREENLANE_LANGUAGE": "zh", "LANG": "en_GB.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"GREENLANE_LANGUAGE": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_readers(told, spoken):
    assert language(told) == spoken


def test_help_is_said_in_chinese(capsys, monkeypatch):
    monkeypatch.setenv("GREENLANE_LANGUAGE", "zh")
    told = run(capsys, "verify", "--help").out
    assert "退出码" in told
    assert "用法：greenlane verify" in told
    assert "show this" not in told
    assert "缺少参数" in run(capsys, "token", "issue").err


def test_a_house_is_founded_followed_and_verified_from_the_terminal(tmp_path):
    told = {**os.environ, "GREENLANE_DATA": str(tmp_path), "GREENLANE_LANGUAGE": "en"}
    told.pop("DATABASE_URL", None)

    def greenlane(*words):
        line = (sys.executable, "-m", "greenlane", *words, "--json")
        done = subprocess.run(line, env=told, capture_output=True, text=True)
        return done.returncode, json.loads(done.stdout)

    unit = ("--code", "BY", "--name-zh", "泌阳", "--name-en", "Biyang")
    code, founded = greenlane("init", *unit)
    assert (code, founded["unit"]) == (0, "BY")
    assert len(founded["accounts"]) == 3
    assert greenlane("init", *unit)[0] == 1
    assert greenlane("follow", "--once") == (0, {"events": 7})
    assert greenlane("verify") == (
        0,
        {"whole": True, "units": 1, "events": 7, "checkpoints": 1, "findings": []},
    )
