"""Guessing is slowed down everywhere; the duty officer on a known device comes in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from greenlane.core import clock
from greenlane.core.models import Event, LoginTry
from greenlane.core.web import login_limit


def guess(client, name="wang", word="guess"):
    return client.post("/login", {"username": name, "password": word}).status_code


@pytest.fixture
def office(cast):
    """A browser on which Wang has come in before, at the address of an attacker."""
    client = Client(REMOTE_ADDR="192.0.2.7")
    assert guess(client, word="pass-wang") == 303
    client.post("/logout")
    return client


def test_an_attacker_at_the_same_address_locks_nobody_out(cast, office):
    attacker = Client(REMOTE_ADDR="192.0.2.7")
    said = [guess(attacker) for _each in range(12)]
    assert said == [401] * 10 + [429] * 2
    assert guess(Client(REMOTE_ADDR="192.0.2.7"), word="pass-wang") == 429
    assert guess(office, word="pass-wang") == 303


def test_an_attacker_with_many_addresses_locks_nobody_out(cast, office):
    said = {guess(Client(REMOTE_ADDR=f"198.51.100.{n}")) for n in range(100)}
    assert said == {401}
    assert guess(Client(REMOTE_ADDR="203.0.113.9"), word="pass-wang") == 429
    assert guess(office, word="pass-wang") == 303


def test_a_known_device_is_slowed_down_too(cast, office):
    assert [guess(office) for _each in range(11)] == [401] * 10 + [429]


def test_a_device_is_known_to_its_own_name_alone(cast, office):
    attacker = Client(REMOTE_ADDR="192.0.2.7")
    for _each in range(11):
        guess(attacker, "liu")
    assert guess(office, "liu", "pass-liu") == 429


def test_a_forged_mark_knows_nobody(cast):
    client = Client(REMOTE_ADDR="192.0.2.8")
    for n in range(10):
        client.cookies[login_limit.KNOWN_COOKIE] = f"forged{n}"
        guess(client)
    assert guess(client, word="pass-wang") == 429


def test_what_is_counted_outlives_the_process_and_names_nobody(cast):
    for _each in range(3):
        guess(Client(REMOTE_ADDR="192.0.2.9"), "typed-my-password-here")
    kept = " ".join(LoginTry.objects.values_list("bucket", flat=True))
    assert "typed" not in kept
    assert "192" not in kept
    assert LoginTry.objects.count() == 9


def test_after_five_minutes_one_may_try_again(cast):
    client = Client(REMOTE_ADDR="192.0.2.10")
    for _each in range(10):
        guess(client)
    assert guess(client, word="pass-wang") == 429
    LoginTry.objects.update(at=clock.wall() - timedelta(minutes=6))
    assert guess(client, word="pass-wang") == 303


def test_the_journal_is_told_once_an_hour(cast):
    for n in range(3):
        for _each in range(11):
            guess(Client(REMOTE_ADDR=f"192.0.2.{20 + n}"))
    assert Event.objects.filter(name="core.logins_failed").count() == 1
    guess(Client(), "nobody-at-all")
