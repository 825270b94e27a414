"""A house is founded once, by three people who watch each other."""

import pytest

from greenlane.cli.tests.stage import run
from greenlane.core.models import Account, Grant, Unit

WORDS = ("init", "--code", "BY", "--name-zh", "泌阳", "--name-en", "Biyang")


def test_the_first_unit_and_three_administrators_stand(db, capsys):
    founded = run(capsys, *WORDS, "--json").data
    assert Unit.objects.get().pack.name == "cn-sgcc"
    assert set(Grant.objects.values_list("role", flat=True)) == {
        "system_administrator",
        "security_administrator",
        "auditor",
    }
    assert Grant.objects.values("account").distinct().count() == 3
    for each in founded["accounts"]:
        account = Account.objects.get(username=each["username"])
        assert account.check_password(each["password"])


def test_given_passwords_are_not_said_again(db, capsys, tmp_path):
    file = tmp_path / "passwords"
    file.write_text("a-long-password\nanother-long-one\nand-a-third-one\n")
    ran = run(capsys, *WORDS, "--password-file", str(file))
    assert ran.code == 0
    assert "a-long-password" not in ran.out
    assert Account.objects.get(username="admin").check_password("a-long-password")


def test_a_house_is_founded_once(db, capsys):
    run(capsys, *WORDS)
    ran = run(capsys, *WORDS, "--json")
    assert (ran.code, ran.data["code"]) == (1, "house-has-units")
    assert Account.objects.count() == 3


@pytest.mark.parametrize(
    "words",
    [
        WORDS[:-2],
        (*WORDS, "--timezone", "Mars/Olympus"),
        (*WORDS, "--pack", "nix"),
        (*WORDS, "--code", "by"),
        (*WORDS, "--admin", "one", "--security", "one"),
        (*WORDS, "--security", "one", "--auditor", "one"),
        (*WORDS, "--password-file", "/no/such/file"),
    ],
)
def test_what_cannot_be_ends_with_two_and_nothing_stands(db, capsys, words):
    assert run(capsys, *words, "--json").code == 2
    assert not Unit.objects.exists()
