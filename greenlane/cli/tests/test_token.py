"""Tokens are issued at the machine itself; the secret is said once."""

import pytest

from greenlane.cli.tests.stage import run
from greenlane.core.actors import actor_for_token
from greenlane.core.models import Event, Token

WORDS = ("token", "issue", "--account", "wang", "--name", "call centre")


def test_a_token_is_issued_listed_and_revoked(cast, capsys):
    issued = run(capsys, *WORDS, "--scope", "desk", "--scope", "observe", "--json").data
    actor = actor_for_token(issued["secret"])
    assert actor.scopes == {"desk", "observe"}
    listed = run(capsys, "token", "list")
    assert "call centre" in listed.out
    assert issued["secret"] not in listed.out
    key = issued["facts"]["token"]
    assert run(capsys, "token", "revoke", key).code == 0
    assert actor_for_token(issued["secret"]) is None
    assert (
        run(capsys, "token", "list", "--json").data["tokens"][0]["state"] == "revoked"
    )
    names = Event.objects.order_by("seq").values_list("name", flat=True)
    assert list(names) == ["core.token_issued", "core.token_revoked"]


@pytest.mark.parametrize(
    "words",
    [
        (*WORDS, "--scope", "release"),
        WORDS,
        (*WORDS, "--scope", "desk", "--days", "0"),
        ("token", "issue", "--account", "nobody", "--name", "x", "--scope", "desk"),
        ("token", "revoke", "5"),
    ],
)
def test_what_cannot_be_ends_with_two(cast, capsys, words):
    assert run(capsys, *words).code == 2
    assert not Token.objects.exists()


def test_a_refusal_ends_with_one(cast, capsys):
    words = (*WORDS, "--scope", "desk", "--unit", "NONE")
    assert run(capsys, *words, "--json").data["code"] == "not-found"
