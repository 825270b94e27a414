"""A machine's key sees what its account sees, in its own unit; nothing else."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.test import Client

from greenlane.core import clock, guard
from greenlane.core.actors import actor_for_token
from greenlane.core.kinds import KINDS
from greenlane.core.models import Account, Token, Unit
from greenlane.roles import APART
from tests import stages
from tests.cast import Cast
from tests.counties import PEOPLE, happens, person, site_of
from tests.walking import HASH, filled, leaks, reads, secrets

SCOPES = [kind.name for kind in KINDS if not kind.proof]


def key_of(account: Account, unit: Unit, scopes: str) -> Client:
    """A machine with a key for this account, in this unit."""
    secret = f"gl_{account.pk}-{unit.pk}-{scopes}"
    with guard.lifted():
        Token.objects.create(
            unit=unit, account=account, name="机器", scopes=scopes,
            secret_sha256=hashlib.sha256(secret.encode()).hexdigest(),
            expires_at=clock.wall() + timedelta(days=1),
        )  # fmt: skip
    assert actor_for_token(secret)
    return Client(headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("above", [False, True], ids=["of the county", "of the city"])
def test_a_key_sees_its_own_unit_and_no_other(
    cast: Cast, scope: str, above: bool
) -> None:
    number = happens(cast)
    hidden, roles = secrets(cast), sorted(set(PEOPLE) - APART)
    at = cast.city if above else cast.foreign
    machine = key_of(person(at, *roles), cast.foreign, scope)
    for path in reads():
        if path.startswith("api/"):
            for asked in filled(path, number):
                answer = machine.get(f"/{asked}")
                named = number in asked or HASH in asked
                assert answer.status_code in ({404} if named else {200}), asked
                assert not leaks(answer, hidden, asked=asked), asked
    kinds = {"work.add_note": "observe", "work.reprioritise": "desk",
             "safety.permit": "release"}  # fmt: skip
    for name in kinds:
        sent = {"command": name, "data": {}}
        answer = machine.post("/api/v1/commands", sent, "application/json")
        assert answer.status_code in {403, 422}, answer.json()


def test_a_key_of_the_city_in_one_county_works_in_that_county(cast: Cast) -> None:
    theirs = stages.order(
        cast, "QS-1", unit=cast.foreign, site=site_of(cast, cast.foreign)
    )
    machine = key_of(person(cast.city, "dispatcher"), cast.foreign, "observe")
    note = {"order": str(theirs.pk), "text": "到场"}
    sent = {"command": "work.add_note", "data": note}
    assert machine.post("/api/v1/commands", sent, "application/json").status_code == 200
    sent["data"] = {**note, "order": str(stages.order(cast).pk)}
    assert machine.post("/api/v1/commands", sent, "application/json").status_code == 404
